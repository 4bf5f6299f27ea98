package dev.durable.engine.run;

import dev.durable.history.WorkflowExecutionUpdateCompleted;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * An update that somebody on this node waits for. Thread-safe.
 *
 * @param accepted completes when the update is in the history; fails with {@link UpdateRejectedException} if it will not be, and with
 *     {@link RunGoneException} if the run has left the node before, or its code gets nothing now: then the request is to be stored. Once it is cancelled the update is not begun any more
 * @param end completes with the end of the update's handler, or with nothing if the run has closed before; fails with {@link
 *     RunGoneException} if the run has left the node before
 */
public record UpdateCall(
        CompletableFuture<Void> accepted, CompletableFuture<Optional<WorkflowExecutionUpdateCompleted>> end) {

    /** Nothing is known yet. */
    public UpdateCall() {
        this(new CompletableFuture<>(), new CompletableFuture<>());
    }

    /** Whether it is known that the run has neither accepted nor rejected the update, because it had closed, left the node, or has code that gets
     * nothing now. */
    public boolean isPassedOver() {
        return accepted.isCompletedExceptionally()
                && accepted.handle((nothing, failure) -> failure instanceof RunGoneException)
                        .join();
    }

    void refuse(RuntimeException reason) {
        accepted.completeExceptionally(reason);
        end.completeExceptionally(reason);
    }
}
