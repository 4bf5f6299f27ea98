package dev.durable.docs.guide;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import java.util.List;
import org.springframework.stereotype.Component;

/** An activity that stops when it is asked to. */
@Component
@Activity(startToCloseTimeout = "1h")
class ReminderActivities {

    private final ActivityContext activity;

    ReminderActivities(ActivityContext activity) {
        this.activity = activity;
    }

    // region stop
    public int remind(List<String> customers) {
        int reminded = 0;
        for (String customer : customers) {
            if (activity.isCancelRequested()) {
                return reminded; // completed; activity.throwIfCanceled() would make it canceled
            }
            send(customer);
            reminded++;
        }
        return reminded;
    }
    // endregion

    private void send(String customer) {
        // the guide is not about mail
    }
}
