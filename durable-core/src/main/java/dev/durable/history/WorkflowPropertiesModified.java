package dev.durable.history;

import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.Map;

/**
 * The workflow changed its memo.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param memo what is set; {@link Payload#NULL} removes
 */
public record WorkflowPropertiesModified(int eventId, Instant time, Map<String, Payload> memo) implements CommandEvent {

    /** Copies collections. */
    public WorkflowPropertiesModified {
        memo = Map.copyOf(memo);
    }

    @Override
    public EventType type() {
        return EventType.WorkflowPropertiesModified;
    }
}
