package dev.durable.store;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.HistoryEvents;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One event of each type, with values that are hard to store. */
final class EventSamples {

    private static final Payload ENCRYPTED =
            new Payload("AAECAwQ=", Map.of("encoding", "aes & base64", "key id", "7=8"));

    private static final Payload AWKWARD =
            Payload.json("{\"text\": \"ü漢😀 \\\\ \\\" ' { } , NULL \\u0000 \\n\", \"list\": [1.50, null, \"\"]}");

    static final FailureInfo FAILURE = failure("no stock");

    private EventSamples() {}

    static FailureInfo failure(String message) {
        FailureInfo cause = new FailureInfo(
                FailureInfo.Kind.TIMEOUT, "HEARTBEAT", null, "", true, List.of(Payload.NULL), null, null);
        return new FailureInfo(
                FailureInfo.Kind.ACTIVITY,
                "Inventory.reserve",
                message,
                "at Inventory.reserve(Inventory.java:42)\n\tat Thread.run()",
                false,
                List.of(AWKWARD),
                new FailureInfo.FailedActivity(5, 3, RetryState.MAXIMUM_ATTEMPTS_REACHED),
                cause);
    }

    static List<HistoryEvent> all(Instant time) {
        RetryPolicy policy =
                new RetryPolicy(Duration.ofMillis(1500), 1.75, Duration.ofMinutes(3), 7, List.of("OutOfStock", "a\"b"));
        ActivityTimeouts timeouts =
                new ActivityTimeouts(Duration.ofSeconds(10), Duration.ofDays(2), null, Duration.ofNanos(1_500_000));
        List<HistoryEvent> samples = new ArrayList<>(List.of(
                new WorkflowExecutionStarted(
                        1, time, "order-42", "OrderWorkflow", "default", List.of(AWKWARD, Payload.NULL), 1),
                new ActivityTaskScheduled(2, time, "Payments.charge", "default", List.of(ENCRYPTED), timeouts, policy),
                new ActivityTaskCompleted(3, time, 2, 4, Payload.NULL),
                new ActivityTaskFailed(4, time, 2, 3, FAILURE, RetryState.NON_RETRYABLE_FAILURE),
                new ActivityTaskTimedOut(
                        5, time, 2, 0, TimeoutType.SCHEDULE_TO_START, "too late", FAILURE, RetryState.TIMEOUT),
                new TimerStarted(6, time, Duration.ofDays(400).plusNanos(1)),
                new TimerFired(7, time, 6),
                new TimerCanceled(8, time, 6),
                new WorkflowExecutionSignaled(9, time, "cancel", List.of()),
                new WorkflowExecutionCompleted(10, time, AWKWARD),
                new WorkflowExecutionFailed(11, time, FAILURE)));
        Set<EventType> present = samples.stream().map(HistoryEvent::type).collect(Collectors.toSet());
        JsonEventCodec codec = new JsonEventCodec();
        for (EventType type : EventType.values()) {
            if (!present.contains(type)) {
                String attributes = codec.encode(HistoryEvents.full(type));
                samples.add(codec.decode(samples.size() + 1, time, type, attributes));
            }
        }
        return samples;
    }
}
