package dev.durable.engine.schedule;

import dev.durable.engine.run.Runs;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Watches for workflows that schedules have started to close here, so that nobody has to wait for the next look. Thread-safe. */
final class ClosingWatch {

    private final Runs runs;
    private final Consumer<String> onClosed;
    private final Set<UUID> watched = ConcurrentHashMap.newKeySet();

    /** @param onClosed told the schedule, on a thread that must not be held up */
    ClosingWatch(Runs runs, Consumer<String> onClosed) {
        this.runs = runs;
        this.onClosed = onClosed;
    }

    void watch(String scheduleId, List<TakenAction> running) {
        for (TakenAction action : running) {
            UUID runId = action.runId();
            if (!action.overlapping() && watched.add(runId)) {
                runs.here()
                        .closing(runId)
                        .ifPresentOrElse(
                                closing -> closing.thenAccept(event -> {
                                    watched.remove(runId);
                                    event.ifPresent(closed -> onClosed.accept(scheduleId));
                                }),
                                () -> watched.remove(runId));
            }
        }
    }
}
