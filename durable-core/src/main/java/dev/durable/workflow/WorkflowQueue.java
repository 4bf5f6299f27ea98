package dev.durable.workflow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A queue between the threads of one workflow; often a signal handler puts in what the main method takes out. Waiting is durable.
 * Who waits longest is served first. Used by workflow threads of its run only; {@link #peek()} and {@link #size()} also by queries
 * and conditions.
 *
 * @param <E> type of the elements, which are never null
 * @see WorkflowContext#newQueue(int)
 */
public interface WorkflowQueue<E> {

    /** Adds an element at the end, and waits for room if the queue is full. */
    void put(E element);

    /** Adds an element at the end if there is room now; tells whether it did. */
    boolean offer(E element);

    /** Adds an element at the end, and waits for room at most for the given time; tells whether it was added. */
    boolean offer(E element, Duration timeout);

    /** Takes the first element, and waits for one if the queue is empty. */
    E take();

    /** Takes the first element, or null if the queue is empty. */
    @Nullable
    E poll();

    /** Takes the first element, waiting for one at most for the given time; null if none came. */
    @Nullable
    E poll(Duration timeout);

    /** The first element, which stays where it is; null if the queue is empty. */
    @Nullable
    E peek();

    /** How many elements can be taken. */
    int size();
}
