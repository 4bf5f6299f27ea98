package dev.durable.docs.signup;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import org.springframework.stereotype.Component;

// region activities
@Component
@Activity(startToCloseTimeout = "10s", retry = @Retry(maximumAttempts = 5))
public class MailActivities {

    private final Mailer mailer;
    private final ActivityContext activity;

    MailActivities(Mailer mailer, ActivityContext activity) {
        this.mailer = mailer;
        this.activity = activity;
    }

    public void send(String address, String text) {
        // the same key for every attempt of this call, so that the receiver can drop a second copy
        mailer.send(activity.info().idempotencyKey(), address, text);
    }
}
// endregion
