package dev.durable.history;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;

/**
 * The workflow asked for an activity. The event's id identifies the activity within the run.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param activityType name of the activity
 * @param taskQueue queue whose nodes run it
 * @param input its arguments
 * @param timeouts its time limits
 * @param retryPolicy how failed attempts are repeated
 */
public record ActivityTaskScheduled(
        int eventId,
        Instant time,
        String activityType,
        String taskQueue,
        List<Payload> input,
        ActivityTimeouts timeouts,
        RetryPolicy retryPolicy)
        implements CommandEvent {

    /** Copies the list. */
    public ActivityTaskScheduled {
        input = List.copyOf(input);
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskScheduled;
    }
}
