package dev.durable.engine.definition;

import dev.durable.activity.ActivityOptions;
import java.util.function.Supplier;

/** An activity that this application implements. Immutable. */
public final class ActivityDefinition {

    private final Class<?> type;
    private final HandlerMethod handler;
    private final ActivityOptions options;
    private final Supplier<?> bean;

    ActivityDefinition(Class<?> type, HandlerMethod handler, ActivityOptions options, Supplier<?> bean) {
        this.type = type;
        this.handler = handler;
        this.options = options;
        this.bean = bean;
    }

    /** Name of the activity in histories. */
    public String name() {
        return handler.name();
    }

    /** The type that carries the annotation. */
    public Class<?> type() {
        return type;
    }

    /** The method of the annotated type, to be called on the bean. */
    public HandlerMethod handler() {
        return handler;
    }

    /** What annotations and configuration say; options of the call are laid over it. */
    public ActivityOptions options() {
        return options;
    }

    /** The bean; may be a proxy. */
    public Object bean() {
        return bean.get();
    }

    @Override
    public String toString() {
        return name() + " (" + Descriptions.of(handler.method()) + ")";
    }
}
