package dev.durable.workflow;

import org.jspecify.annotations.Nullable;

/**
 * A value that code of one workflow shares without passing it on, either per run or per workflow thread. It begins with an initial
 * value, which is made when the value is asked for first.
 *
 * @param <T> type of the value
 * @see WorkflowContext#newRunLocal(java.util.function.Supplier)
 * @see WorkflowContext#newThreadLocal(java.util.function.Supplier)
 */
public interface WorkflowLocal<T extends @Nullable Object> {

    /** The value. */
    T get();

    /** Sets the value. */
    void set(T value);
}
