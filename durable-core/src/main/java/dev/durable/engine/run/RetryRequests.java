package dev.durable.engine.run;

import dev.durable.history.WorkflowExecutionRetryRequested;
import java.util.function.Consumer;

/** Has what waits for its next try tried at once: the code of a run, its activities, or one of them. Confined to the run's actor. */
final class RetryRequests {

    private final TurnMaking making;
    private final RunSteps steps;
    private final Consumer<RunInput> post;

    /**
     * @param post puts an input into the run's mailbox
     */
    RetryRequests(TurnMaking making, RunSteps steps, Consumer<RunInput> post) {
        this.making = making;
        this.steps = steps;
        this.post = post;
    }

    /**
     * Takes a request.
     *
     * @param codeFailing whether the code waits for its next try
     */
    void take(WorkflowExecutionRetryRequested request, boolean codeFailing) {
        int scheduledEventId = request.scheduledEventId();
        making.activities().retryNow(scheduledEventId);
        if (!steps.isAdopted()) {
            making.activities().retryOnceAdopted(scheduledEventId);
        }
        // without the code, activities of a run that was not adopted do not go on either
        if (codeFailing && (scheduledEventId == 0 || !steps.isAdopted())) {
            // not before the commit: a turn in which the code fails is forgotten, and the request would be taken again
            // and again
            making.turn().whenCommitted(() -> post.accept(new RunInput.TryAgain()));
        }
    }
}
