package dev.durable.history;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The handler of an update ended.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param acceptedEventId the event with which the update was accepted
 * @param result what it returned
 * @param failure what it threw, or null if it returned
 */
public record WorkflowExecutionUpdateCompleted(
        int eventId,
        Instant time,
        int acceptedEventId,
        Payload result,
        @Nullable FailureInfo failure) implements CommandEvent {

    @Override
    public int endsEventId() {
        return acceptedEventId;
    }

    @Override
    public EventType type() {
        return EventType.WorkflowExecutionUpdateCompleted;
    }
}
