package dev.durable.history;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.FailureInfo.FailedActivity;
import dev.durable.payload.FailureInfo.Kind;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events of every type, once with much in them and once with as little as possible. */
final class HistoryEvents {

    static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123456Z");

    private static final Payload JSON = Payload.json("{\"id\":\"42\",\"price\":1.10,\"tags\":[\"a\",null]}");
    private static final Payload ENCRYPTED = new Payload("AAEC/+==", Map.of("encoding", "aes", "key", "k1"));

    private HistoryEvents() {}

    static Stream<HistoryEvent> all() {
        return Arrays.stream(EventType.values()).flatMap(type -> Stream.of(full(type), sparse(type)));
    }

    static HistoryEvent full(EventType type) {
        return switch (type) {
            case WorkflowExecutionStarted ->
                new WorkflowExecutionStarted(
                        1, TIME, "order-42", "OrderWorkflow", "orders", List.of(JSON, ENCRYPTED, Payload.NULL), 1);
            case WorkflowExecutionSignaled ->
                new WorkflowExecutionSignaled(7, TIME, "cancel", List.of(Payload.json("\"changed my mind\"")));
            case ActivityTaskScheduled ->
                new ActivityTaskScheduled(
                        2,
                        TIME,
                        "PaymentActivities.charge",
                        "payments",
                        List.of(JSON),
                        new ActivityTimeouts(
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(5),
                                Duration.ofDays(1),
                                Duration.ofMillis(1500)),
                        new RetryPolicy(
                                Duration.ofMillis(500),
                                1.5,
                                Duration.ofMinutes(1),
                                5,
                                List.of("java.io.IOException", "X")));
            case ActivityTaskCompleted -> new ActivityTaskCompleted(3, TIME, 2, 4, ENCRYPTED);
            case ActivityTaskFailed ->
                new ActivityTaskFailed(3, TIME, 2, 5, failure(), RetryState.MAXIMUM_ATTEMPTS_REACHED);
            case ActivityTaskTimedOut ->
                new ActivityTaskTimedOut(
                        3, TIME, 2, 5, TimeoutType.HEARTBEAT, "no heartbeat for 30 s", failure(), RetryState.TIMEOUT);
            case TimerStarted -> new TimerStarted(4, TIME, Duration.ofDays(365).plusNanos(1_000));
            case TimerFired -> new TimerFired(5, TIME, 4);
            case TimerCanceled -> new TimerCanceled(6, TIME, 4);
            case WorkflowExecutionCompleted -> new WorkflowExecutionCompleted(9, TIME, JSON);
            case WorkflowExecutionFailed -> new WorkflowExecutionFailed(9, TIME, failure());
        };
    }

    static HistoryEvent sparse(EventType type) {
        FailureInfo failure = new FailureInfo(Kind.CANCELED, "", null, "", false, List.of(), null, null);
        return switch (type) {
            case WorkflowExecutionStarted -> new WorkflowExecutionStarted(1, TIME, "", "", "", List.of(), 0);
            case WorkflowExecutionSignaled -> new WorkflowExecutionSignaled(2, TIME, "", List.of());
            case ActivityTaskScheduled ->
                new ActivityTaskScheduled(
                        2,
                        TIME,
                        "a",
                        "q",
                        List.of(),
                        ActivityTimeouts.startToClose(Duration.ofMinutes(1)),
                        RetryPolicy.DEFAULT);
            case ActivityTaskCompleted -> new ActivityTaskCompleted(3, TIME, 2, 1, Payload.NULL);
            case ActivityTaskFailed -> new ActivityTaskFailed(3, TIME, 2, 1, failure, RetryState.NON_RETRYABLE_FAILURE);
            case ActivityTaskTimedOut ->
                new ActivityTaskTimedOut(
                        3, TIME, 2, 0, TimeoutType.SCHEDULE_TO_START, "", null, RetryState.TIMEOUT_NOT_RETRYABLE);
            case TimerStarted -> new TimerStarted(4, TIME, Duration.ofNanos(1));
            case TimerFired -> new TimerFired(5, TIME, 1);
            case TimerCanceled -> new TimerCanceled(6, TIME, 1);
            case WorkflowExecutionCompleted -> new WorkflowExecutionCompleted(9, TIME, Payload.NULL);
            case WorkflowExecutionFailed -> new WorkflowExecutionFailed(9, TIME, failure);
        };
    }

    private static FailureInfo failure() {
        FailureInfo root = new FailureInfo(
                Kind.APPLICATION,
                "com.example.Declined",
                "no \"money\"\nleft",
                "com.example.Payments.charge(Payments.java:42)\ncom.example.X.y(X.java)",
                true,
                List.of(JSON, ENCRYPTED, Payload.NULL),
                null,
                null);
        FailedActivity activity = new FailedActivity(2, 5, RetryState.MAXIMUM_ATTEMPTS_REACHED);
        return new FailureInfo(Kind.ACTIVITY, "Payments.charge", "failed", "", false, List.of(), activity, root);
    }
}
