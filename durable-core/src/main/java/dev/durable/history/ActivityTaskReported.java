package dev.durable.history;

import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside tells how an attempt of an activity goes on. Only ever a message, never part of a history: the owner of the run
 * decides what follows, such as {@link ActivityTaskCompleted} or another attempt.
 *
 * @param eventId 0
 * @param time when it was accepted
 * @param scheduledEventId the event that scheduled the activity
 * @param attempt which attempt, from 1; 0 for the current one, whichever that is
 * @param kind what is told
 * @param value the result of a completed one or the progress of a heartbeat, else null
 * @param failure what went wrong in a failed or canceled one, else null
 * @param failureTypes names under which the retry policy may exclude the failure
 */
public record ActivityTaskReported(
        int eventId,
        Instant time,
        int scheduledEventId,
        int attempt,
        Kind kind,
        @Nullable Payload value,
        @Nullable FailureInfo failure,
        List<String> failureTypes)
        implements InboundEvent {

    /** What is told about an attempt. */
    public enum Kind {
        /** It has a result. */
        COMPLETED,
        /** It has a result, and its effects are committed together with this message: nothing else can become of the activity. */
        COMMITTED,
        /** It has failed; the retry policy counts. */
        FAILED,
        /** It has stopped, as the activity was asked to. */
        CANCELED,
        /** It is alive. */
        HEARTBEAT
    }

    /** Copies the list. */
    public ActivityTaskReported {
        failureTypes = List.copyOf(failureTypes);
    }

    /** The attempt has a result. */
    public static ActivityTaskReported completed(Instant time, int scheduledEventId, int attempt, Payload result) {
        return new ActivityTaskReported(0, time, scheduledEventId, attempt, Kind.COMPLETED, result, null, List.of());
    }

    /** The attempt has a result, which is committed together with its effects. */
    public static ActivityTaskReported committed(Instant time, int scheduledEventId, int attempt, Payload result) {
        return new ActivityTaskReported(0, time, scheduledEventId, attempt, Kind.COMMITTED, result, null, List.of());
    }

    /** The attempt has failed. */
    public static ActivityTaskReported failed(
            Instant time, int scheduledEventId, int attempt, FailureInfo failure, Set<String> failureTypes) {
        return new ActivityTaskReported(
                0,
                time,
                scheduledEventId,
                attempt,
                Kind.FAILED,
                null,
                failure,
                failureTypes.stream().sorted().toList());
    }

    /** The attempt has stopped. */
    public static ActivityTaskReported canceled(
            Instant time, int scheduledEventId, int attempt, FailureInfo cancellation) {
        return new ActivityTaskReported(
                0, time, scheduledEventId, attempt, Kind.CANCELED, null, cancellation, List.of());
    }

    /** The attempt is alive. */
    public static ActivityTaskReported heartbeat(
            Instant time, int scheduledEventId, int attempt, @Nullable Payload details) {
        return new ActivityTaskReported(0, time, scheduledEventId, attempt, Kind.HEARTBEAT, details, null, List.of());
    }

    @Override
    public ActivityTaskReported at(int newEventId, Instant newTime) {
        return new ActivityTaskReported(
                newEventId, newTime, scheduledEventId, attempt, kind, value, failure, failureTypes);
    }

    @Override
    public int answersEventId() {
        return scheduledEventId;
    }

    @Override
    public EventType type() {
        return EventType.ActivityTaskReported;
    }
}
