package dev.durable.autoconfigure.tracing;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps spans that have ended, in the order of their ends. Thread-safe. */
public final class FinishedSpans extends SpanHandler {

    private final List<MutableSpan> spans = new CopyOnWriteArrayList<>();

    @Override
    public boolean end(TraceContext context, MutableSpan span, Cause cause) {
        return spans.add(span);
    }

    public List<MutableSpan> all() {
        return spans;
    }

    /** Those of the name. */
    public List<MutableSpan> named(String name) {
        return spans.stream().filter(span -> name.equals(span.name())).toList();
    }

    /** The one of the name. */
    public MutableSpan single(String name) {
        List<MutableSpan> found = named(name);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans " + name + " in " + spans);
        }
        return found.get(0);
    }
}
