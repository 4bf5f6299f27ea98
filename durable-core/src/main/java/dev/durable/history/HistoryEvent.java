package dev.durable.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One immutable record in the history of a run. Event ids are 1, 2, 3 … without gaps. An {@link InboundEvent} is something
 * that happened to the workflow; the {@link CommandEvent}s that follow it are what the workflow code asked for in answer.
 */
public sealed interface HistoryEvent permits InboundEvent, CommandEvent {

    /** Position in the history, from 1. */
    int eventId();

    /**
     * When it was recorded, in microseconds precision. Within a run times never decrease; the time of the last inbound event
     * is the workflow's "now".
     */
    Instant time();

    /** What kind of event it is. */
    EventType type();

    /** Whether the event closes the run; such an event is the last of its history. */
    default boolean closesRun() {
        return false;
    }

    /** The run that takes the place of the one that closes with this event; null if there is none, or if the event closes none. */
    default @Nullable UUID nextRunId() {
        return null;
    }

    /** The event whose subject (an activity, a timer, a child …) has its end with this one; 0 if there is none. */
    default int endsEventId() {
        return 0;
    }

    /** The event that has asked for what this one tells, be it the end of its subject or news of it; 0 if nothing was asked for. */
    default int answersEventId() {
        return endsEventId();
    }
}
