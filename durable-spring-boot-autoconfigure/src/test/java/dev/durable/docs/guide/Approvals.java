package dev.durable.docs.guide;

import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowClient;
import dev.durable.failure.ApplicationFailure;
import org.springframework.stereotype.Component;

// region complete
@Component
class Approvals {

    private final ActivityCompletionClient activities;
    // endregion
    private final WorkflowClient client;

    Approvals(ActivityCompletionClient activities, WorkflowClient client) {
        this.activities = activities;
        this.client = client;
    }
    // region complete

    /** The manager follows the link in the mail. */
    void approve(String token, String manager) {
        activities.complete(token, manager);
    }

    void refuse(String token, String reason) {
        activities.fail(token, ApplicationFailure.nonRetryable(reason, "Refused"));
    }
    // endregion

    // region complete-by-ids
    /** Somebody decides in the manager's place, in a list of what is pending. */
    void approveAll(String workflowId, String deputy) {
        for (PendingActivity pending : client.workflow(workflowId).describe().pendingActivities()) {
            if (pending.state() == PendingActivity.State.WAITING_FOR_COMPLETION) {
                activities.heartbeat(workflowId, pending.scheduledEventId(), deputy + " looks at it");
                activities.complete(workflowId, pending.scheduledEventId(), deputy);
            }
        }
    }
    // endregion
    // region complete
}
// endregion
