package dev.durable.history;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.FailureInfo.FailedActivity;
import dev.durable.payload.FailureInfo.Kind;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Events of every type, once with much in them and once with as little as possible. */
public final class HistoryEvents {

    static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123456Z");

    private static final Payload JSON = Payload.json("{\"id\":\"42\",\"price\":1.10,\"tags\":[\"a\",null]}");
    private static final Payload ENCRYPTED = new Payload("AAEC/+==", Map.of("encoding", "aes", "key", "k1"));

    private static final UUID OTHER_RUN = UUID.fromString("0199a8b2-0000-7000-8000-000000000001");
    private static final UUID NEW_RUN = UUID.fromString("0199a8b2-0000-7000-8000-000000000002");
    private static final RunOptions OPTIONS = new RunOptions(
            Duration.ofDays(3),
            TIME.plusSeconds(60),
            Duration.ofDays(1),
            new RetryPolicy(Duration.ofSeconds(2), 2.0, Duration.ofMinutes(2), 3, List.of("X")),
            Duration.ofSeconds(30));
    private static final SearchAttributes ATTRIBUTES = SearchAttributes.of(
                    SearchAttributeKey.keyword("customer"), "ada \"x\"")
            .with(SearchAttributeKey.keywordList("tags"), List.of("a", "b"))
            .with(SearchAttributeKey.longKey("count"), Long.MAX_VALUE)
            .with(SearchAttributeKey.doubleKey("price"), 1.25)
            .with(SearchAttributeKey.booleanKey("paid"), true)
            .with(SearchAttributeKey.datetime("due"), TIME);

    private HistoryEvents() {}

    static Stream<HistoryEvent> all() {
        return Arrays.stream(EventType.values()).flatMap(type -> Stream.of(full(type), sparse(type)));
    }

    /** An event with much in it. */
    public static HistoryEvent full(EventType type) {
        return switch (type) {
            case WorkflowExecutionStarted ->
                new WorkflowExecutionStarted(
                        1,
                        TIME,
                        "order-42",
                        "OrderWorkflow",
                        "orders",
                        List.of(JSON, ENCRYPTED, Payload.NULL),
                        1,
                        new RunOrigin(
                                OTHER_RUN,
                                OTHER_RUN,
                                OTHER_RUN,
                                3,
                                new ParentExecution("parent", OTHER_RUN, 12),
                                JSON,
                                failure()),
                        OPTIONS,
                        Map.of("trace", JSON),
                        Map.of("note", ENCRYPTED),
                        ATTRIBUTES);
            case WorkflowExecutionSignaled ->
                new WorkflowExecutionSignaled(
                        7,
                        TIME,
                        "cancel",
                        List.of(Payload.json("\"changed my mind\"")),
                        Map.of("trace", JSON),
                        "request-1");
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
                                List.of("java.io.IOException", "X")),
                        ActivityCancellationType.ABANDON,
                        "charges the card",
                        1,
                        Map.of("trace", JSON));
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
            case WorkflowExecutionFailed -> new WorkflowExecutionFailed(9, TIME, failure(), OTHER_RUN);
            case WorkflowExecutionUpdateAccepted ->
                new WorkflowExecutionUpdateAccepted(
                        8, TIME, "u-1", "changeAddress", List.of(JSON), Map.of("trace", JSON));
            case WorkflowExecutionUpdateCompleted -> new WorkflowExecutionUpdateCompleted(9, TIME, 8, JSON, failure());
            case WorkflowExecutionCancelRequested -> new WorkflowExecutionCancelRequested(8, TIME, "not needed");
            case WorkflowExecutionTerminated -> new WorkflowExecutionTerminated(8, TIME, "enough", OTHER_RUN);
            case WorkflowExecutionTimedOut ->
                new WorkflowExecutionTimedOut(8, TIME, TimeoutType.WORKFLOW_EXECUTION, OTHER_RUN);
            case WorkflowExecutionPaused -> new WorkflowExecutionPaused(8, TIME, "incident");
            case WorkflowExecutionUnpaused -> new WorkflowExecutionUnpaused(9, TIME, "over");
            case WorkflowExecutionReset -> new WorkflowExecutionReset(8, TIME, OTHER_RUN, 7, NEW_RUN, "bug");
            case WorkflowExecutionResetRequested ->
                new WorkflowExecutionResetRequested(8, TIME, NEW_RUN, 7, true, true, "bug");
            case WorkflowExecutionRetryRequested -> new WorkflowExecutionRetryRequested(8, TIME, 5);
            case WorkflowExecutionCanceled -> new WorkflowExecutionCanceled(9, TIME, failure());
            case WorkflowExecutionContinuedAsNew ->
                new WorkflowExecutionContinuedAsNew(
                        9,
                        TIME,
                        OTHER_RUN,
                        "OrderWorkflow",
                        "orders",
                        List.of(JSON),
                        OPTIONS,
                        Map.of("trace", JSON),
                        Map.of("note", ENCRYPTED),
                        ATTRIBUTES);
            case ActivityTaskCancelRequested -> new ActivityTaskCancelRequested(4, TIME, 2);
            case ActivityTaskCanceled -> new ActivityTaskCanceled(5, TIME, 2, 3, failure());
            case ActivityTaskReported ->
                new ActivityTaskReported(
                        5,
                        TIME,
                        2,
                        3,
                        ActivityTaskReported.Kind.FAILED,
                        JSON,
                        failure().withNextRetryDelay(Duration.ofMinutes(3)),
                        List.of("Busy", "java.lang.Exception"));
            case LocalActivityTaskCompleted -> new LocalActivityTaskCompleted(5, TIME, 3, "Prices.of", 2, JSON);
            case LocalActivityTaskFailed ->
                new LocalActivityTaskFailed(5, TIME, 3, "Prices.of", 2, failure(), RetryState.TIMEOUT);
            case MarkerRecorded -> new MarkerRecorded(5, TIME, MarkerKind.MUTABLE_SIDE_EFFECT, "rate", 4, JSON);
            case UpsertWorkflowSearchAttributes ->
                new UpsertWorkflowSearchAttributes(5, TIME, ATTRIBUTES.without(SearchAttributeKey.longKey("old")));
            case WorkflowPropertiesModified ->
                new WorkflowPropertiesModified(5, TIME, Map.of("note", JSON, "gone", Payload.NULL));
            case StartChildWorkflowExecutionInitiated ->
                new StartChildWorkflowExecutionInitiated(
                        5,
                        TIME,
                        "order-42/1",
                        OTHER_RUN,
                        "ShipmentWorkflow",
                        "shipping",
                        List.of(JSON),
                        OPTIONS,
                        ParentClosePolicy.ABANDON,
                        ChildCancellationType.TRY_CANCEL,
                        WorkflowIdReusePolicy.REJECT_DUPLICATE,
                        Map.of("trace", JSON),
                        Map.of("note", JSON),
                        ATTRIBUTES);
            case StartChildWorkflowExecutionFailed ->
                new StartChildWorkflowExecutionFailed(6, TIME, 5, "WORKFLOW_ALREADY_EXISTS");
            case ChildWorkflowExecutionStarted -> new ChildWorkflowExecutionStarted(6, TIME, 5);
            case ChildWorkflowExecutionCompleted -> new ChildWorkflowExecutionCompleted(7, TIME, 5, JSON);
            case ChildWorkflowExecutionFailed -> new ChildWorkflowExecutionFailed(7, TIME, 5, failure());
            case ChildWorkflowExecutionCanceled -> new ChildWorkflowExecutionCanceled(7, TIME, 5, failure());
            case ChildWorkflowExecutionTimedOut ->
                new ChildWorkflowExecutionTimedOut(7, TIME, 5, TimeoutType.WORKFLOW_EXECUTION);
            case ChildWorkflowExecutionTerminated -> new ChildWorkflowExecutionTerminated(7, TIME, 5, "enough");
            case SignalExternalWorkflowExecutionInitiated ->
                new SignalExternalWorkflowExecutionInitiated(
                        5, TIME, "order-43", OTHER_RUN, "cancel", List.of(JSON), Map.of("trace", JSON));
            case ExternalWorkflowExecutionSignaled -> new ExternalWorkflowExecutionSignaled(6, TIME, 5);
            case SignalExternalWorkflowExecutionFailed ->
                new SignalExternalWorkflowExecutionFailed(6, TIME, 5, "WORKFLOW_NOT_FOUND");
            case RequestCancelExternalWorkflowExecutionInitiated ->
                new RequestCancelExternalWorkflowExecutionInitiated(5, TIME, "order-43", OTHER_RUN, "enough");
            case ExternalWorkflowExecutionCancelRequested -> new ExternalWorkflowExecutionCancelRequested(6, TIME, 5);
            case RequestCancelExternalWorkflowExecutionFailed ->
                new RequestCancelExternalWorkflowExecutionFailed(6, TIME, 5, "WORKFLOW_NOT_FOUND");
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
            case WorkflowExecutionUpdateAccepted ->
                new WorkflowExecutionUpdateAccepted(8, TIME, "", "", List.of(), Map.of());
            case WorkflowExecutionUpdateCompleted ->
                new WorkflowExecutionUpdateCompleted(9, TIME, 8, Payload.NULL, null);
            case WorkflowExecutionCancelRequested -> new WorkflowExecutionCancelRequested(8, TIME, "");
            case WorkflowExecutionTerminated -> new WorkflowExecutionTerminated(8, TIME, "");
            case WorkflowExecutionTimedOut -> new WorkflowExecutionTimedOut(8, TIME, TimeoutType.WORKFLOW_RUN, null);
            case WorkflowExecutionPaused -> new WorkflowExecutionPaused(8, TIME, "");
            case WorkflowExecutionUnpaused -> new WorkflowExecutionUnpaused(9, TIME, "");
            case WorkflowExecutionReset -> new WorkflowExecutionReset(8, TIME, OTHER_RUN, 7, NEW_RUN, "");
            case WorkflowExecutionResetRequested ->
                new WorkflowExecutionResetRequested(8, TIME, NEW_RUN, 7, false, false, "");
            case WorkflowExecutionRetryRequested -> new WorkflowExecutionRetryRequested(8, TIME, 0);
            case WorkflowExecutionCanceled -> new WorkflowExecutionCanceled(9, TIME, failure);
            case WorkflowExecutionContinuedAsNew ->
                new WorkflowExecutionContinuedAsNew(
                        9,
                        TIME,
                        OTHER_RUN,
                        "",
                        "",
                        List.of(),
                        RunOptions.NONE,
                        Map.of(),
                        Map.of(),
                        SearchAttributes.EMPTY);
            case ActivityTaskCancelRequested -> new ActivityTaskCancelRequested(4, TIME, 2);
            case ActivityTaskCanceled -> new ActivityTaskCanceled(5, TIME, 2, 3, failure);
            case ActivityTaskReported ->
                new ActivityTaskReported(5, TIME, 2, 0, ActivityTaskReported.Kind.HEARTBEAT, null, null, List.of());
            case LocalActivityTaskCompleted -> new LocalActivityTaskCompleted(5, TIME, 3, "", 2, Payload.NULL);
            case LocalActivityTaskFailed -> new LocalActivityTaskFailed(5, TIME, 3, "", 2, failure, RetryState.TIMEOUT);
            case MarkerRecorded -> new MarkerRecorded(5, TIME, MarkerKind.SIDE_EFFECT, "", 0, Payload.NULL);
            case UpsertWorkflowSearchAttributes -> new UpsertWorkflowSearchAttributes(5, TIME, SearchAttributes.EMPTY);
            case WorkflowPropertiesModified -> new WorkflowPropertiesModified(5, TIME, Map.of());
            case StartChildWorkflowExecutionInitiated ->
                new StartChildWorkflowExecutionInitiated(
                        5,
                        TIME,
                        "",
                        OTHER_RUN,
                        "",
                        "",
                        List.of(),
                        RunOptions.NONE,
                        ParentClosePolicy.TERMINATE,
                        ChildCancellationType.WAIT_CANCELLATION_COMPLETED,
                        WorkflowIdReusePolicy.ALLOW_DUPLICATE,
                        Map.of(),
                        Map.of(),
                        SearchAttributes.EMPTY);
            case StartChildWorkflowExecutionFailed -> new StartChildWorkflowExecutionFailed(6, TIME, 5, "");
            case ChildWorkflowExecutionStarted -> new ChildWorkflowExecutionStarted(6, TIME, 5);
            case ChildWorkflowExecutionCompleted -> new ChildWorkflowExecutionCompleted(7, TIME, 5, Payload.NULL);
            case ChildWorkflowExecutionFailed -> new ChildWorkflowExecutionFailed(7, TIME, 5, failure);
            case ChildWorkflowExecutionCanceled -> new ChildWorkflowExecutionCanceled(7, TIME, 5, failure);
            case ChildWorkflowExecutionTimedOut ->
                new ChildWorkflowExecutionTimedOut(7, TIME, 5, TimeoutType.WORKFLOW_RUN);
            case ChildWorkflowExecutionTerminated -> new ChildWorkflowExecutionTerminated(7, TIME, 5, "");
            case SignalExternalWorkflowExecutionInitiated ->
                new SignalExternalWorkflowExecutionInitiated(5, TIME, "", null, "", List.of(), Map.of());
            case ExternalWorkflowExecutionSignaled -> new ExternalWorkflowExecutionSignaled(6, TIME, 5);
            case SignalExternalWorkflowExecutionFailed -> new SignalExternalWorkflowExecutionFailed(6, TIME, 5, "");
            case RequestCancelExternalWorkflowExecutionInitiated ->
                new RequestCancelExternalWorkflowExecutionInitiated(5, TIME, "", null, "");
            case ExternalWorkflowExecutionCancelRequested -> new ExternalWorkflowExecutionCancelRequested(6, TIME, 5);
            case RequestCancelExternalWorkflowExecutionFailed ->
                new RequestCancelExternalWorkflowExecutionFailed(6, TIME, 5, "");
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
