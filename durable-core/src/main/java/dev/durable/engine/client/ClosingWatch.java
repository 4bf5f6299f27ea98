package dev.durable.engine.client;

import dev.durable.client.WorkflowNotFoundException;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Waits for runs to close. A run on this node tells it itself; any other is looked at in the store again and again, less often the
 * longer it takes, and no more once the future is done or cancelled. Thread-safe.
 */
final class ClosingWatch {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final ClientServices services;

    ClosingWatch(ClientServices services) {
        this.services = services;
    }

    /** The closing event of the run itself, whatever follows it. */
    CompletableFuture<HistoryEvent> ofRun(String workflowId, UUID runId) {
        return new Watch(workflowId, closing -> null).begin(runId);
    }

    /** The closing event of the last run that follows from the run. */
    CompletableFuture<HistoryEvent> ofChain(String workflowId, UUID runId) {
        return new Watch(workflowId, ClosingWatch::successor).begin(runId);
    }

    /** The run that goes on as a new one, or repeats the one that has closed. One that was put in its place by a reset is another matter. */
    private static @Nullable UUID successor(HistoryEvent closing) {
        return closing instanceof WorkflowExecutionTerminated ? null : closing.nextRunId();
    }

    private final class Watch {

        private final String workflowId;
        private final Function<HistoryEvent, @Nullable UUID> next;
        private final CompletableFuture<HistoryEvent> closing = new CompletableFuture<>();

        Watch(String workflowId, Function<HistoryEvent, @Nullable UUID> next) {
            this.workflowId = workflowId;
            this.next = next;
        }

        CompletableFuture<HistoryEvent> begin(UUID runId) {
            watch(runId, FIRST_PAUSE);
            return closing;
        }

        private void watch(UUID runId, Duration pause) {
            Optional<CompletableFuture<Optional<HistoryEvent>>> here =
                    services.node().runs().flatMap(runs -> runs.here().closing(runId));
            if (here.isPresent()) {
                here.get().thenAccept(event -> event.ifPresentOrElse(this::end, () -> lookInStore(runId, pause)));
            } else {
                lookInStore(runId, pause);
            }
        }

        private void lookInStore(UUID runId, Duration pause) {
            services.executor().execute(() -> {
                if (closing.isDone()) {
                    return;
                }
                try {
                    StoredRun run = services.store()
                            .findRun(runId)
                            .orElseThrow(() -> new WorkflowNotFoundException(workflowId));
                    if (run.status().isClosed()) {
                        end(services.store()
                                .lastEvent(runId)
                                .orElseThrow(() -> new WorkflowNotFoundException(workflowId)));
                        return;
                    }
                } catch (StoreUnavailableException e) {
                    // it will come back; the caller's timeout limits the wait
                } catch (RuntimeException e) {
                    closing.completeExceptionally(e);
                    return;
                }
                watchLater(runId, pause);
            });
        }

        private void watchLater(UUID runId, Duration pause) {
            if (closing.isDone()) {
                return;
            }
            Duration doubled = pause.multipliedBy(2);
            Duration longer = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            services.time().scheduleUpkeep(services.time().now().plus(pause), () -> watch(runId, longer));
        }

        /** A closing event is the end, unless it names a run that goes on. */
        private void end(HistoryEvent event) {
            UUID following = next.apply(event);
            if (following == null) {
                closing.complete(event);
            } else {
                watch(following, FIRST_PAUSE);
            }
        }
    }
}
