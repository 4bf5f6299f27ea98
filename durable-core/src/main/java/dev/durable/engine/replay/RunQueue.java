package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue of one run. Elements are handed to waiting takers directly, and waiting elements move up as soon as there is room, so there
 * are never both elements and takers, nor room and waiting elements. Confined to the run.
 */
final class RunQueue<E> implements WorkflowQueue<E> {

    private final RunContext context;
    private final int capacity;
    private final Deque<E> elements = new ArrayDeque<>();
    private final WaitingLine<Taker<E>> takers;
    private final WaitingLine<Giver<E>> givers;

    RunQueue(RunContext context, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("The capacity of a queue must be at least 1 but is " + capacity);
        }
        this.context = context;
        this.capacity = capacity;
        this.takers = new WaitingLine<>(context);
        this.givers = new WaitingLine<>(context);
    }

    @Override
    public void put(E element) {
        if (!offer(element)) {
            givers.await(new Giver<>(element), null);
        }
    }

    @Override
    public boolean offer(E element) {
        context.requireCommandsAllowed("offer");
        Objects.requireNonNull(element, "Elements of a queue must not be null");
        Taker<E> taker = takers.first();
        if (taker != null) {
            taker.element = element;
            takers.serveFirst();
            return true;
        }
        return elements.size() < capacity && elements.add(element);
    }

    @Override
    public boolean offer(E element, Duration timeout) {
        return offer(element) || givers.await(new Giver<>(element), timeout);
    }

    @Override
    @SuppressWarnings("NullAway") // a wait without a limit ends with an element
    public E take() {
        E element = poll();
        return element != null ? element : await(null);
    }

    @Override
    public @Nullable E poll() {
        context.requireCommandsAllowed("poll");
        E element = elements.poll();
        Giver<E> giver = givers.first();
        if (element != null && giver != null) {
            elements.add(giver.element);
            givers.serveFirst();
        }
        return element;
    }

    @Override
    public @Nullable E poll(Duration timeout) {
        E element = poll();
        return element != null ? element : await(timeout);
    }

    @Override
    public @Nullable E peek() {
        return elements.peek();
    }

    @Override
    public int size() {
        return elements.size();
    }

    private @Nullable E await(@Nullable Duration timeout) {
        Taker<E> taker = new Taker<>();
        takers.await(taker, timeout);
        return taker.element;
    }

    private static final class Taker<E> extends WaitingLine.Place {

        private @Nullable E element;
    }

    private static final class Giver<E> extends WaitingLine.Place {

        private final E element;

        Giver(E element) {
            this.element = element;
        }
    }
}
