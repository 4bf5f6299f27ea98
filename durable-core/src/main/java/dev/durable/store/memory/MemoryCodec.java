package dev.durable.store.memory;

import dev.durable.client.FailedAttempt;
import dev.durable.history.EventCodec;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.StoredMessage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of events, messages, activities and attempts, with everything encoded as a database would hold it. */
record MemoryCodec(EventCodec events, FailureInfoCodec failures) {

    /** An event as it is stored. Once somebody has read it, it is kept as an object, too: it never changes. Guarded by the store's lock. */
    static final class EventRow {

        private final int eventId;
        private final Instant time;
        private final EventType type;
        private final String attributes;
        private @Nullable HistoryEvent decoded;

        private EventRow(int eventId, Instant time, EventType type, String attributes) {
            this.eventId = eventId;
            this.time = time;
            this.type = type;
            this.attributes = attributes;
        }

        Instant time() {
            return time;
        }

        EventType type() {
            return type;
        }

        private HistoryEvent decode(EventCodec events) {
            HistoryEvent event = decoded;
            if (event == null) {
                event = events.decode(eventId, time, type, attributes);
                decoded = event;
            }
            return event;
        }
    }

    record MessageRow(UUID messageId, EventRow event, boolean parked) {

        MessageRow unparked() {
            return new MessageRow(messageId, event, false);
        }
    }

    record ActivityTaskRow(
            int scheduledEventId,
            int attempt,
            Stage stage,
            Instant at,
            @Nullable String lastFailure,
            @Nullable ActivityHeartbeat heartbeat,
            @Nullable ActivityRoute route,
            @Nullable UUID claimant,
            boolean cancelRequested) {

        /** Whether a node may claim it, on any queue. */
        boolean isFreeAt(Instant now) {
            return stage == Stage.ROUTED && !at.isAfter(now);
        }

        ActivityTaskRow with(Stage newStage, @Nullable UUID newClaimant) {
            return new ActivityTaskRow(
                    scheduledEventId,
                    attempt,
                    newStage,
                    at,
                    lastFailure,
                    heartbeat,
                    route,
                    newClaimant,
                    cancelRequested);
        }

        ActivityTaskRow dueAt(Instant newAt) {
            return new ActivityTaskRow(
                    scheduledEventId, attempt, stage, newAt, lastFailure, heartbeat, route, claimant, cancelRequested);
        }

        ActivityTaskRow askedToStop() {
            return new ActivityTaskRow(
                    scheduledEventId, attempt, stage, at, lastFailure, heartbeat, route, claimant, true);
        }

        /** The row after a change by its claimant, who does not change the route. */
        ActivityTaskRow changedBy(ActivityTaskRow change, @Nullable UUID newClaimant) {
            return new ActivityTaskRow(
                    scheduledEventId,
                    change.attempt,
                    change.stage,
                    change.at,
                    change.lastFailure,
                    change.heartbeat,
                    route,
                    newClaimant,
                    cancelRequested);
        }
    }

    record FailedAttemptRow(
            int scheduledEventId,
            int attempt,
            Instant failedAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant failingSince,
            String failure) {}

    EventRow toRow(HistoryEvent event) {
        return new EventRow(event.eventId(), Micros.of(event.time()), event.type(), events.encode(event));
    }

    HistoryEvent fromRow(EventRow row) {
        return row.decode(events);
    }

    MessageRow toRow(StoredMessage message, boolean parked) {
        return new MessageRow(message.messageId(), toRow(message.event()), parked);
    }

    StoredMessage fromRow(MessageRow row) {
        return new StoredMessage(row.messageId(), (InboundEvent) fromRow(row.event()));
    }

    ActivityTaskRow toRow(ActivityTaskState state) {
        FailureInfo failure = state.lastFailure();
        return new ActivityTaskRow(
                state.scheduledEventId(),
                state.attempt(),
                state.stage(),
                Micros.of(state.at()),
                failure == null ? null : failures.encode(failure),
                inMicros(state.heartbeat()),
                state.route(),
                null,
                false);
    }

    ActivityTaskState fromRow(ActivityTaskRow row) {
        String failure = row.lastFailure();
        return new ActivityTaskState(
                row.scheduledEventId(),
                row.attempt(),
                row.stage(),
                row.at(),
                failure == null ? null : failures.decode(failure),
                row.heartbeat(),
                row.route());
    }

    private static @Nullable ActivityHeartbeat inMicros(@Nullable ActivityHeartbeat heartbeat) {
        return heartbeat == null ? null : new ActivityHeartbeat(heartbeat.details(), Micros.of(heartbeat.at()));
    }

    FailedAttemptRow toRow(FailedAttempt attempt) {
        return new FailedAttemptRow(
                attempt.scheduledEventId(),
                attempt.attempt(),
                Micros.of(attempt.failedAt()),
                Micros.ofNullable(attempt.nextAttemptAt()),
                Micros.ofNullable(attempt.failingSince()),
                failures.encode(attempt.failure()));
    }

    FailedAttempt fromRow(FailedAttemptRow row) {
        return new FailedAttempt(
                row.scheduledEventId(),
                row.attempt(),
                row.failedAt(),
                row.nextAttemptAt(),
                row.failingSince(),
                failures.decode(row.failure()));
    }
}
