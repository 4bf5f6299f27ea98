package dev.durable.docs.guide;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

// region ask
@Component
@Activity(startToCloseTimeout = "3d", retry = @Retry(initialInterval = "100ms", maximumAttempts = 3))
public class ApprovalActivities {

    private final ActivityContext activity;
    // endregion
    private final Map<String, String> mails = new ConcurrentHashMap<>();
    // region ask

    ApprovalActivities(ActivityContext activity) {
        this.activity = activity;
    }

    public @Nullable String askManager(String destination) {
        activity.completeLater(); // first: from here on a crash does not matter
        sendMail(destination, activity.taskToken());
        return null; // ignored: the result comes from outside
    }
    // endregion

    Map<String, String> mails() {
        return mails;
    }

    private void sendMail(String destination, String token) {
        mails.put(destination, token);
    }
    // region ask
}
// endregion
