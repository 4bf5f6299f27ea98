package dev.durable.autoconfigure.observation;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.ActivityMethod;
import dev.durable.annotation.Retry;
import java.util.List;
import java.util.function.Supplier;

/** Notes in which trace it works; some of it fails in its first attempt. */
@Activity(startToCloseTimeout = "1m", retry = @Retry(initialInterval = "1ms"))
public class TracedActivities {

    private final ActivityContext activity;
    private final Supplier<String> trace;
    private final List<String> worked;

    TracedActivities(ActivityContext activity, Supplier<String> trace, List<String> worked) {
        this.activity = activity;
        this.trace = trace;
        this.worked = worked;
    }

    @ActivityMethod(name = "work")
    public String work(String what) {
        worked.add(what + " in " + trace.get());
        if (what.equals("flaky") && activity.info().attempt() == 1) {
            throw new IllegalStateException("not yet");
        }
        return what;
    }

    @ActivityMethod(name = "book", transactional = true)
    public String book() {
        worked.add("book in " + trace.get());
        return "booked";
    }
}
