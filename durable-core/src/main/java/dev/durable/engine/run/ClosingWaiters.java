package dev.durable.engine.run;

import dev.durable.history.HistoryEvent;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who waits on this node for the end of one run. Those who stop waiting are forgotten. Thread-safe. */
final class ClosingWaiters {

    private final Set<CompletableFuture<Optional<HistoryEvent>>> waiting = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Departed departed;

    /** Completes with the closing event when the run has closed here, or with nothing when it has left this node; may be cancelled. */
    CompletableFuture<Optional<HistoryEvent>> closing() {
        CompletableFuture<Optional<HistoryEvent>> waiter = new CompletableFuture<>();
        waiting.add(waiter);
        waiter.whenComplete((event, failure) -> waiting.remove(waiter));
        Departed already = departed;
        if (already != null) {
            waiter.complete(already.closingEvent);
        }
        return waiter;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void tell(Optional<HistoryEvent> closingEvent) {
        departed = new Departed(closingEvent);
        waiting.forEach(waiter -> waiter.complete(closingEvent));
    }

    private record Departed(Optional<HistoryEvent> closingEvent) {}
}
