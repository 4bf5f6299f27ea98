package dev.durable.history;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
 * @param cancellationType what happens when its scope is canceled
 * @param summary a few words for people, or empty
 * @param priority which of several waiting attempts comes first, from 1 to 5
 * @param header context that travels with it, by name; see {@link dev.durable.payload.Payload}
 */
public record ActivityTaskScheduled(
        int eventId,
        Instant time,
        String activityType,
        String taskQueue,
        List<Payload> input,
        ActivityTimeouts timeouts,
        RetryPolicy retryPolicy,
        ActivityCancellationType cancellationType,
        String summary,
        int priority,
        Map<String, Payload> header)
        implements CommandEvent {

    /** Priority of an activity for which none is set. */
    public static final int DEFAULT_PRIORITY = 3;

    /** Copies collections. */
    public ActivityTaskScheduled {
        input = List.copyOf(input);
        header = Map.copyOf(header);
    }

    /** An activity without a summary and without context, that is asked to stop when its scope is canceled. */
    public ActivityTaskScheduled(
            int eventId,
            Instant time,
            String activityType,
            String taskQueue,
            List<Payload> input,
            ActivityTimeouts timeouts,
            RetryPolicy retryPolicy) {
        this(
                eventId,
                time,
                activityType,
                taskQueue,
                input,
                timeouts,
                retryPolicy,
                ActivityCancellationType.TRY_CANCEL,
                "",
                DEFAULT_PRIORITY,
                Map.of());
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskScheduled;
    }
}
