package dev.durable.docs.messages;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.client.SignalOptions;
import dev.durable.client.WorkflowClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Hands parcels over; the answer to the first attempt gets lost. */
@Component
@Activity(retry = @Retry(initialInterval = "10ms"))
public class Dispatch {

    private final WorkflowClient client;
    private final ActivityContext activity;
    private final AtomicInteger attempts = new AtomicInteger();

    Dispatch(WorkflowClient client, ActivityContext activity) {
        this.client = client;
        this.activity = activity;
    }

    // region signal-from-activity
    public void put(String basket, String item) {
        client.workflow(BasketWorkflow.class, basket)
                .signal(
                        SignalOptions.requestId(activity.info().idempotencyKey()), // the same for each attempt
                        w -> w.add(item));
        log(item);
    }
    // endregion

    private void log(String item) {
        if (attempts.incrementAndGet() == 1) {
            throw new IllegalStateException(item + " cannot be logged");
        }
    }

    int attempts() {
        return attempts.get();
    }
}
