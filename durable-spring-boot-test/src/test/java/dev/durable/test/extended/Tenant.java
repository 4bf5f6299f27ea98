package dev.durable.test.extended;

import dev.durable.context.ContextPropagator;
import dev.durable.context.ContextScope;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class Tenant implements ContextPropagator<String> {

    @Override
    public String name() {
        return "tenant";
    }

    @Override
    public Type type() {
        return String.class;
    }

    @Override
    public @Nullable String capture() {
        return null;
    }

    @Override
    public ContextScope restore(@Nullable String context) {
        return () -> {};
    }
}
