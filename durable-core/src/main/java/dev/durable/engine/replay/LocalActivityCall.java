package dev.durable.engine.replay;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A local activity that the code waits for.
 *
 * @param localActivityId which one, counted from 1 within the run
 * @param calledAt workflow time of the call
 * @param activityType name of the activity
 * @param input its arguments
 * @param timeouts its time limits; no heartbeats
 * @param retryPolicy how failed attempts are repeated
 * @param header context that travels with it, by name
 */
public record LocalActivityCall(
        int localActivityId,
        Instant calledAt,
        String activityType,
        List<Payload> input,
        ActivityTimeouts timeouts,
        RetryPolicy retryPolicy,
        Map<String, Payload> header) {

    /** Copies collections. */
    public LocalActivityCall {
        input = List.copyOf(input);
        header = Map.copyOf(header);
    }
}
