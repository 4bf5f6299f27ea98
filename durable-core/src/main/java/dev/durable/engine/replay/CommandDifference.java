package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.payload.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

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
        boolean compared = switch (recorded.type()) {
            case ActivityTaskScheduled ->
                activity((ActivityTaskScheduled) recorded, (ActivityTaskScheduled) actual, differences);
            case TimerStarted ->
                differences.soft("duration", ((TimerStarted) recorded).duration(), ((TimerStarted) actual).duration());
            case TimerCanceled ->
                differences.hard(
                        "timer",
                        ((TimerCanceled) recorded).startedEventId(),
                        ((TimerCanceled) actual).startedEventId());
            case WorkflowExecutionCompleted ->
                differences.soft(
                        "result",
                        ((WorkflowExecutionCompleted) recorded).result(),
                        ((WorkflowExecutionCompleted) actual).result());
            case WorkflowExecutionFailed ->
                differences.soft(
                        "failure",
                        ((WorkflowExecutionFailed) recorded).failure().type(),
                        ((WorkflowExecutionFailed) actual).failure().type());
            case WorkflowExecutionStarted,
                    WorkflowExecutionSignaled,
                    ActivityTaskCompleted,
                    ActivityTaskFailed,
                    ActivityTaskTimedOut,
                    TimerFired -> false;
        };
        if (!compared) {
            throw new IllegalArgumentException(recorded.type() + " is no command");
        }
    }

    private static boolean activity(
            ActivityTaskScheduled recorded, ActivityTaskScheduled actual, Collector differences) {
        differences.hard("activity", recorded.activityType(), actual.activityType());
        differences.soft("arguments", recorded.input(), actual.input());
        differences.soft("task queue", recorded.taskQueue(), actual.taskQueue());
        differences.soft("timeouts", recorded.timeouts(), actual.timeouts());
        return differences.soft("retry policy", recorded.retryPolicy(), actual.retryPolicy());
    }

    private static final class Collector {

        private final BiPredicate<Payload, Payload> samePayloads;
        private final List<String> hard = new ArrayList<>();
        private final List<String> soft = new ArrayList<>();

        Collector(BiPredicate<Payload, Payload> samePayloads) {
            this.samePayloads = samePayloads;
        }

        boolean hard(String what, Object recorded, Object actual) {
            return add(hard, what, recorded, actual);
        }

        boolean soft(String what, Object recorded, Object actual) {
            return add(soft, what, recorded, actual);
        }

        private boolean add(List<String> list, String what, Object recorded, Object actual) {
            if (!isSame(recorded, actual)) {
                list.add(what + " was " + recorded + " but is " + actual);
            }
            return true;
        }

        private boolean isSame(Object recorded, Object actual) {
            if (recorded.equals(actual)) {
                return true;
            }
            if (recorded instanceof Payload before && actual instanceof Payload now) {
                return samePayloads.test(before, now);
            }
            return recorded instanceof List<?> before
                    && actual instanceof List<?> now
                    && before.size() == now.size()
                    && IntStream.range(0, now.size()).allMatch(i -> isSame(before.get(i), now.get(i)));
        }
    }
}
