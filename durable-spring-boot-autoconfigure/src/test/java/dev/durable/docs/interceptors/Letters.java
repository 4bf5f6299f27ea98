package dev.durable.docs.interceptors;

import dev.durable.annotation.Activity;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

@Component
@Activity
public class Letters {

    public String print(String text) {
        return text + " for " + Tenant.current() + " (" + MDC.get("correlation-id") + ")";
    }
}
