package dev.durable.autoconfigure.metrics;

import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;
import java.util.concurrent.atomic.AtomicBoolean;

/** Greets, some at the second attempt. */
@Activity(retry = @Retry(initialInterval = "1ms"))
public class MeteredActivities {

    private final AtomicBoolean failed = new AtomicBoolean();

    public String greet(String name) {
        if (name.equals("twice") && failed.compareAndSet(false, true)) {
            throw new IllegalStateException("once more");
        }
        return "Hello " + name;
    }

    @ActivityMethod(transactional = true)
    public String book(String name) {
        return "Booked " + name;
    }
}
