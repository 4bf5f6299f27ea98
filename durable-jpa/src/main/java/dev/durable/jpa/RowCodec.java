package dev.durable.jpa;

import dev.durable.client.FailedAttempt;
import dev.durable.history.EventCodec;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.FailureInfoCodec;
import dev.durable.payload.Payload;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.StoredMessage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns events, messages, activities and attempts into rows and back. */
record RowCodec(EventCodec events, FailureInfoCodec failures) {

    EventRow toRow(UUID runId, HistoryEvent event) {
        return new EventRow(
                new EventRow.Key(runId, event.eventId()),
                event.type().name(),
                Micros.of(event.time()),
                events.encode(event));
    }

    HistoryEvent fromRow(EventRow row) {
        return events.decode(row.key.eventId(), row.eventTime, EventType.valueOf(row.eventType), row.attributes);
    }

    MessageRow toRow(UUID runId, StoredMessage message, boolean parked) {
        InboundEvent event = message.event();
        return new MessageRow(
                new MessageRow.Key(runId, message.messageId()),
                parked,
                event.type().name(),
                Micros.of(event.time()),
                events.encode(event));
    }

    StoredMessage fromRow(MessageRow row) {
        HistoryEvent event = events.decode(0, row.eventTime, EventType.valueOf(row.eventType), row.attributes);
        return new StoredMessage(row.key.messageId(), (InboundEvent) event);
    }

    ActivityTaskRow toRow(UUID runId, ActivityTaskState state) {
        ActivityTaskRow row = new ActivityTaskRow(
                new ActivityTaskRow.Key(runId, state.scheduledEventId()),
                state.attempt(),
                state.stage(),
                Micros.of(state.at()));
        FailureInfo failure = state.lastFailure();
        row.lastFailure = failure == null ? null : failures.encode(failure);
        ActivityHeartbeat heartbeat = state.heartbeat();
        if (heartbeat != null) {
            row.heartbeat = heartbeat.details().data();
            row.heartbeatMetadata = PayloadMetadata.encode(heartbeat.details().metadata());
            row.heartbeatAt = Micros.of(heartbeat.at());
        }
        ActivityRoute route = state.route();
        if (route != null) {
            row.taskQueue = route.taskQueue();
            row.activityType = route.activityType();
            row.priority = (short) route.priority();
        }
        row.availableAt = state.stage() == Stage.ROUTED ? row.stageAt : null;
        return row;
    }

    ActivityTaskState fromRow(ActivityTaskRow row) {
        return new ActivityTaskState(
                row.key.scheduledEventId(),
                row.attempt,
                row.stage,
                row.stageAt,
                row.lastFailure == null ? null : failures.decode(row.lastFailure),
                heartbeat(row),
                route(row));
    }

    private static @Nullable ActivityRoute route(ActivityTaskRow row) {
        String taskQueue = row.taskQueue;
        String activityType = row.activityType;
        Short priority = row.priority;
        return taskQueue == null || activityType == null || priority == null
                ? null
                : new ActivityRoute(taskQueue, activityType, priority);
    }

    FailedAttemptRow toRow(UUID runId, FailedAttempt attempt) {
        return new FailedAttemptRow(
                new FailedAttemptRow.Key(runId, attempt.scheduledEventId(), attempt.attempt()),
                Micros.of(attempt.failedAt()),
                Micros.ofNullable(attempt.nextAttemptAt()),
                Micros.ofNullable(attempt.failingSince()),
                failures.encode(attempt.failure()));
    }

    FailedAttempt fromRow(FailedAttemptRow row) {
        return new FailedAttempt(
                row.key.scheduledEventId(),
                row.key.attempt(),
                row.failedAt,
                row.nextAttemptAt,
                row.failingSince,
                failures.decode(row.failure));
    }

    private static @Nullable ActivityHeartbeat heartbeat(ActivityTaskRow row) {
        String data = row.heartbeat;
        if (data == null) {
            return null;
        }
        String metadata = row.heartbeatMetadata;
        Instant at = row.heartbeatAt != null ? row.heartbeatAt : row.stageAt;
        return new ActivityHeartbeat(new Payload(data, PayloadMetadata.decode(metadata == null ? "" : metadata)), at);
    }
}
