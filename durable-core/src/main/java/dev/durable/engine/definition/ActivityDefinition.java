package dev.durable.engine.definition;

import dev.durable.activity.ActivityOptions;
import java.util.function.Supplier;

/** An activity that this application implements. Immutable. */
public final class ActivityDefinition {

    private final Class<?> type;
    private final HandlerMethod handler;
    private final ActivityOptions options;
    private final Supplier<?> bean;
    private final Transactions transactions;

    /** Whether and why an activity is executed in transactions of the engine. */
    enum Transactions {
        NONE,
        /** Because the framework of its bean would begin them. */
        JOINED,
        /** Because our annotations say so. */
        DECLARED
    }

    ActivityDefinition(
            Class<?> type,
            HandlerMethod handler,
            ActivityOptions options,
            Supplier<?> bean,
            Transactions transactions) {
        this.type = type;
        this.handler = handler;
        this.options = options;
        this.bean = bean;
        this.transactions = transactions;
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

    /** Whether it is executed in a transaction of the engine, which commits its result together with its effects. */
    public boolean isTransactional() {
        return transactions != Transactions.NONE;
    }

    /** Whether it says itself that it is {@linkplain #isTransactional() transactional}, so that it must not be executed otherwise. */
    public boolean isDeclaredTransactional() {
        return transactions == Transactions.DECLARED;
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
