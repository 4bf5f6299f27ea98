package dev.durable.docs.guide;

import dev.durable.client.ActivityCompletionClient;
import dev.durable.failure.ApplicationFailure;
import org.springframework.stereotype.Component;

// region complete
@Component
class Approvals {

    private final ActivityCompletionClient activities;

    Approvals(ActivityCompletionClient activities) {
        this.activities = activities;
    }

    /** The manager follows the link in the mail. */
    void approve(String token, String manager) {
        activities.complete(token, manager);
    }

    void refuse(String token, String reason) {
        activities.fail(token, ApplicationFailure.nonRetryable(reason, "Refused"));
    }
}
// endregion
