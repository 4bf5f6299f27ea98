package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.ChildWorkflowExecutionCanceled;
import dev.durable.history.ChildWorkflowExecutionCompleted;
import dev.durable.history.ChildWorkflowExecutionFailed;
import dev.durable.history.ChildWorkflowExecutionStarted;
import dev.durable.history.ChildWorkflowExecutionTerminated;
import dev.durable.history.ChildWorkflowExecutionTimedOut;
import dev.durable.history.CommandEvent;
import dev.durable.history.ExternalWorkflowExecutionCancelRequested;
import dev.durable.history.ExternalWorkflowExecutionSignaled;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.history.MarkerKind;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.RequestCancelExternalWorkflowExecutionFailed;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.SignalExternalWorkflowExecutionFailed;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionFailed;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.UpsertWorkflowSearchAttributes;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.history.WorkflowExecutionUnpaused;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.history.WorkflowPropertiesModified;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a command of replayed code differs from the recorded one. Kind, name and id differ hard: the code took another path.
 * Arguments, options and results differ softly: adding a field to a record or changing a timeout must stay possible, and what
 * was recorded stays in force.
 *
 * @param hard what stops the replay
 * @param soft what is only reported
 */
record CommandDifference(List<String> hard, List<String> soft) {

    static CommandDifference between(CommandEvent recorded, CommandEvent actual) {
        return between(recorded, actual, Payload::equals);
    }

    /**
     * Compares.
     *
     * @param samePayloads whether two payloads stand for the same value: encoded ones may look different each time
     */
    static CommandDifference between(
            CommandEvent recorded, CommandEvent actual, BiPredicate<Payload, Payload> samePayloads) {
        Collector differences = new Collector(samePayloads);
        if (recorded.type() != actual.type()) {
            differences.hard("kind", recorded.type(), actual.type());
        } else {
            compare(recorded, actual, differences);
        }
        return new CommandDifference(differences.hard, differences.soft);
    }

    boolean isHard() {
        return !hard.isEmpty();
    }

    boolean isSoft() {
        return !soft.isEmpty();
    }

    String describe(CommandEvent recorded, CommandEvent actual) {
        List<String> all = new ArrayList<>(hard);
        all.addAll(soft);
        return "event " + recorded.eventId() + " " + EventText.of(recorded) + " is now " + EventText.of(actual) + ": "
                + String.join("; ", all);
    }

    /** One branch for each kind of command; the switch does not compile when one is missing. */
    private static void compare(CommandEvent recorded, CommandEvent actual, Collector differences) {
        Runnable comparison = switch (recorded.type()) {
            case ActivityTaskScheduled ->
                () -> activity((ActivityTaskScheduled) recorded, (ActivityTaskScheduled) actual, differences);
            case ActivityTaskCancelRequested ->
                () -> differences.hard(
                        "activity",
                        ((ActivityTaskCancelRequested) recorded).scheduledEventId(),
                        ((ActivityTaskCancelRequested) actual).scheduledEventId());
            case TimerStarted ->
                () -> differences.soft(
                        "duration", ((TimerStarted) recorded).duration(), ((TimerStarted) actual).duration());
            case TimerCanceled ->
                () -> differences.hard(
                        "timer",
                        ((TimerCanceled) recorded).startedEventId(),
                        ((TimerCanceled) actual).startedEventId());
            case MarkerRecorded -> () -> marker((MarkerRecorded) recorded, (MarkerRecorded) actual, differences);
            case UpsertWorkflowSearchAttributes ->
                () -> differences.soft(
                        "search attributes",
                        ((UpsertWorkflowSearchAttributes) recorded).searchAttributes(),
                        ((UpsertWorkflowSearchAttributes) actual).searchAttributes());
            case WorkflowPropertiesModified ->
                () -> differences.soft(
                        "memo",
                        ((WorkflowPropertiesModified) recorded).memo(),
                        ((WorkflowPropertiesModified) actual).memo());
            case StartChildWorkflowExecutionInitiated ->
                () -> child(
                        (StartChildWorkflowExecutionInitiated) recorded,
                        (StartChildWorkflowExecutionInitiated) actual,
                        differences);
            case SignalExternalWorkflowExecutionInitiated ->
                () -> signal(
                        (SignalExternalWorkflowExecutionInitiated) recorded,
                        (SignalExternalWorkflowExecutionInitiated) actual,
                        differences);
            case RequestCancelExternalWorkflowExecutionInitiated ->
                () -> differences.hard(
                        "workflow id",
                        ((RequestCancelExternalWorkflowExecutionInitiated) recorded).workflowId(),
                        ((RequestCancelExternalWorkflowExecutionInitiated) actual).workflowId());
            case WorkflowExecutionUpdateCompleted ->
                () -> update(
                        (WorkflowExecutionUpdateCompleted) recorded,
                        (WorkflowExecutionUpdateCompleted) actual,
                        differences);
            case WorkflowExecutionCompleted ->
                () -> differences.soft(
                        "result",
                        ((WorkflowExecutionCompleted) recorded).result(),
                        ((WorkflowExecutionCompleted) actual).result());
            case WorkflowExecutionFailed ->
                () -> differences.soft(
                        "failure",
                        ((WorkflowExecutionFailed) recorded).failure().type(),
                        ((WorkflowExecutionFailed) actual).failure().type());
            case WorkflowExecutionContinuedAsNew ->
                () -> continued(
                        (WorkflowExecutionContinuedAsNew) recorded,
                        (WorkflowExecutionContinuedAsNew) actual,
                        differences);
            case WorkflowExecutionCanceled -> () -> {};
            case WorkflowExecutionStarted,
                    WorkflowExecutionSignaled,
                    WorkflowExecutionUpdateAccepted,
                    WorkflowExecutionCancelRequested,
                    WorkflowExecutionTerminated,
                    WorkflowExecutionTimedOut,
                    WorkflowExecutionPaused,
                    WorkflowExecutionUnpaused,
                    WorkflowExecutionReset,
                    WorkflowExecutionResetRequested,
                    WorkflowExecutionRetryRequested,
                    ActivityTaskCompleted,
                    ActivityTaskFailed,
                    ActivityTaskTimedOut,
                    ActivityTaskCanceled,
                    ActivityTaskReported,
                    LocalActivityTaskCompleted,
                    LocalActivityTaskFailed,
                    TimerFired,
                    StartChildWorkflowExecutionFailed,
                    ChildWorkflowExecutionStarted,
                    ChildWorkflowExecutionCompleted,
                    ChildWorkflowExecutionFailed,
                    ChildWorkflowExecutionCanceled,
                    ChildWorkflowExecutionTimedOut,
                    ChildWorkflowExecutionTerminated,
                    ExternalWorkflowExecutionSignaled,
                    SignalExternalWorkflowExecutionFailed,
                    ExternalWorkflowExecutionCancelRequested,
                    RequestCancelExternalWorkflowExecutionFailed ->
                throw new IllegalArgumentException(recorded.type() + " is no command");
        };
        comparison.run();
    }

    private static void marker(MarkerRecorded recorded, MarkerRecorded actual, Collector differences) {
        differences.hard("marker", recorded.kind(), actual.kind());
        differences.hard("name", recorded.name(), actual.name());
        if (recorded.kind() == MarkerKind.MUTABLE_SIDE_EFFECT) {
            differences.hard("calls before", recorded.number(), actual.number());
        }
    }

    private static void child(
            StartChildWorkflowExecutionInitiated recorded,
            StartChildWorkflowExecutionInitiated actual,
            Collector differences) {
        differences.hard("workflow type", recorded.workflowType(), actual.workflowType());
        differences.hard("workflow id", recorded.workflowId(), actual.workflowId());
        differences.soft("arguments", recorded.input(), actual.input());
        differences.soft("task queue", recorded.taskQueue(), actual.taskQueue());
        differences.soft("options", recorded.options(), actual.options());
    }

    private static void signal(
            SignalExternalWorkflowExecutionInitiated recorded,
            SignalExternalWorkflowExecutionInitiated actual,
            Collector differences) {
        differences.hard("workflow id", recorded.workflowId(), actual.workflowId());
        differences.hard("signal", recorded.signalName(), actual.signalName());
        differences.soft("arguments", recorded.input(), actual.input());
    }

    private static void update(
            WorkflowExecutionUpdateCompleted recorded, WorkflowExecutionUpdateCompleted actual, Collector differences) {
        differences.hard("update", recorded.acceptedEventId(), actual.acceptedEventId());
        differences.soft("result", recorded.result(), actual.result());
        differences.soft("failure", failureType(recorded), failureType(actual));
    }

    private static String failureType(WorkflowExecutionUpdateCompleted update) {
        return update.failure() == null ? "none" : update.failure().type();
    }

    private static void continued(
            WorkflowExecutionContinuedAsNew recorded, WorkflowExecutionContinuedAsNew actual, Collector differences) {
        differences.soft("workflow type", recorded.workflowType(), actual.workflowType());
        differences.soft("arguments", recorded.input(), actual.input());
    }

    private static void activity(ActivityTaskScheduled recorded, ActivityTaskScheduled actual, Collector differences) {
        differences.hard("activity", recorded.activityType(), actual.activityType());
        differences.soft("arguments", recorded.input(), actual.input());
        differences.soft("task queue", recorded.taskQueue(), actual.taskQueue());
        differences.soft("timeouts", recorded.timeouts(), actual.timeouts());
        differences.soft("retry policy", recorded.retryPolicy(), actual.retryPolicy());
    }

    private static final class Collector {

        private final BiPredicate<Payload, Payload> samePayloads;
        private final List<String> hard = new ArrayList<>();
        private final List<String> soft = new ArrayList<>();

        Collector(BiPredicate<Payload, Payload> samePayloads) {
            this.samePayloads = samePayloads;
        }

        void hard(String what, Object recorded, Object actual) {
            add(hard, what, recorded, actual);
        }

        void soft(String what, Object recorded, Object actual) {
            add(soft, what, recorded, actual);
        }

        private void add(List<String> list, String what, Object recorded, Object actual) {
            if (!isSame(recorded, actual)) {
                list.add(what + " was " + text(recorded) + " but is " + text(actual));
            }
        }

        private static String text(Object value) {
            if (value instanceof Payload payload) {
                return payload.data() + (payload.metadata().isEmpty() ? "" : " " + payload.metadata());
            }
            if (value instanceof Map<?, ?> map) {
                Map<String, String> texts = new TreeMap<>();
                map.forEach((key, each) -> texts.put(String.valueOf(key), text(each)));
                return texts.toString();
            }
            return value instanceof List<?> list
                    ? list.stream().map(Collector::text).toList().toString()
                    : String.valueOf(value);
        }

        private boolean isSame(Object recorded, @Nullable Object actual) {
            if (recorded.equals(actual)) {
                return true;
            }
            if (recorded instanceof Payload before && actual instanceof Payload now) {
                return samePayloads.test(before, now);
            }
            if (recorded instanceof Map<?, ?> before && actual instanceof Map<?, ?> now) {
                return before.keySet().equals(now.keySet())
                        && before.entrySet().stream()
                                .allMatch(entry -> isSame(entry.getValue(), now.get(entry.getKey())));
            }
            return recorded instanceof List<?> before
                    && actual instanceof List<?> now
                    && before.size() == now.size()
                    && IntStream.range(0, now.size()).allMatch(i -> isSame(before.get(i), now.get(i)));
        }
    }
}
