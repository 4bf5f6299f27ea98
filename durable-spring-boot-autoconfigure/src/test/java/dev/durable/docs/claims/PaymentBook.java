package dev.durable.docs.claims;

import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Notes who has paid what, and in which trace. */
@Component
class PaymentBook {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Tracer tracer;

    PaymentBook(Tracer tracer) {
        this.tracer = tracer;
    }

    void enter(String what, String user) {
        lines.add(what + " by " + user + " in " + tracer.currentSpan().context().traceId());
    }

    List<String> lines() {
        return lines;
    }
}
