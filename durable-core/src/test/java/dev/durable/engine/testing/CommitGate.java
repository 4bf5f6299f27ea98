package dev.durable.engine.testing;

import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Holds the first commit of a certain kind up until it is opened. Thread-safe. */
public final class CommitGate implements StoreProbe {

    private final Predicate<TurnWrite> held;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    private CommitGate(Predicate<TurnWrite> held) {
        this.held = held;
    }

    /** Holds up commits with an event of the type. */
    public static CommitGate at(EventType type) {
        return new CommitGate(
                turn -> turn.events().stream().map(HistoryEvent::type).anyMatch(type::equals));
    }

    @Override
    public void beforeCommit(List<TurnWrite> turns) {
        if (turns.stream().anyMatch(held)) {
            reached.countDown();
            await(opened);
        }
    }

    /** Whether a commit waits here, or has waited. */
    public boolean isReached() {
        return reached.getCount() == 0;
    }

    /** Lets commits through from now on. */
    public void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(EngineFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The gate was not opened in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
