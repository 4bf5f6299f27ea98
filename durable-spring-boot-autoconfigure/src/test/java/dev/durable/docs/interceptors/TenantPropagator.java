package dev.durable.docs.interceptors;

import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import java.lang.reflect.Type;
import org.springframework.stereotype.Component;

// region propagator
@Component
class TenantPropagator implements ContextPropagator<String> {

    @Override
    public String name() {
        return "tenant";
    }

    @Override
    public Type type() {
        return String.class;
    }

    @Override
    public String capture() {
        return Tenant.current();
    }

    @Override
    public ContextScope restore(String tenant) {
        String before = Tenant.current();
        Tenant.set(tenant);
        return () -> Tenant.set(before);
    }
}
// endregion
