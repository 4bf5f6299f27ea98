package dev.durable.docs.guide;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.stereotype.Component;

/** An activity that stops when it is asked to. */
@Component
@Activity(startToCloseTimeout = "1h")
class ReminderActivities {

    private final ActivityContext activity;
    private final List<String> reminded = new CopyOnWriteArrayList<>();

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

    List<String> reminded() {
        return reminded;
    }

    private void send(String customer) {
        reminded.add(customer);
        if (customer.equals("Zoe, who talks")) {
            waitForTheEnd();
        }
    }

    private static void waitForTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // asked to stop: the call is over, and counts
        }
    }
}
