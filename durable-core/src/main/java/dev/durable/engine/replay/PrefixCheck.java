package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventText;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.payload.FailureInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Replays every prefix of a history that ends at a step boundary, applies the event that follows it, and compares what the code
 * asks for with what was recorded. Differences that an engine would only report are errors here, for the code is the same.
 */
public final class PrefixCheck {

    private static final int MAX_PREFIXES = 250;
    private static final UUID NO_RUN = new UUID(0, 0);

    private final ReplayServices services;

    /** Replays with the services' definitions, on their threads. */
    public PrefixCheck(ReplayServices services) {
        this.services = services;
    }

    /**
     * Verifies one history: each of its prefixes, or {@value #MAX_PREFIXES} of them, evenly spread, if it is longer, since that takes time
     * that grows with the square of its length. One that {@linkplain OutsideEnd#mayBeUnbegun may be} that of a run that nobody has executed
     * has nothing to compare.
     */
    public void verify(UUID runId, List<HistoryEvent> history) {
        if (OutsideEnd.mayBeUnbegun(history)) {
            return;
        }
        List<Step> steps = stepsOf(history);
        try {
            boolean ended = verifyFirst(runId, steps);
            int stride = 1 + steps.size() / MAX_PREFIXES;
            for (int boundary = 1; boundary < steps.size() && !ended; boundary += stride) {
                if (stride > 1 && mayHaveEnded(steps, boundary - 1)) {
                    // the code may have ended in a step that was left out, and what follows would then be no prefix
                    break;
                }
                ended = verify(runId, history, steps, boundary);
            }
            verify(runId, history, steps, steps.size());
        } catch (RuntimeException e) {
            throw doesNotReplay(runId, history, e);
        }
    }

    /** Steps until the code has ended, perhaps: what follows belongs to the turn in which it has. */
    private static int stepsOfCode(List<Step> steps) {
        int last = 0;
        while (last < steps.size() - 1 && !mayHaveEnded(steps, last)) {
            last++;
        }
        return last + 1;
    }

    private static DurableException doesNotReplay(UUID runId, List<HistoryEvent> history, RuntimeException cause) {
        return new DurableException(
                ErrorCode.REPLAY_DIFFERS,
                "The history of run " + runId + " does not replay: " + cause.getMessage() + "\n" + numbered(history),
                cause);
    }

    private static String numbered(List<HistoryEvent> history) {
        return history.stream()
                .map(event -> "%5d  %s\n".formatted(event.eventId(), EventText.of(event)))
                .collect(Collectors.joining());
    }

    /** Verifies one of the prefixes of a history, and all of it: for those who have many histories. */
    public void verifySample(UUID runId, List<HistoryEvent> history, RandomGenerator random) {
        if (OutsideEnd.mayBeUnbegun(history)) {
            return;
        }
        List<Step> steps = stepsOf(history);
        try {
            int boundary = random.nextInt(stepsOfCode(steps));
            if (boundary == 0) {
                verifyFirst(runId, steps);
            } else {
                verify(runId, history, steps, boundary);
            }
            verify(runId, history, steps, steps.size());
        } catch (RuntimeException e) {
            throw doesNotReplay(runId, history, e);
        }
    }

    private boolean verifyFirst(UUID runId, List<Step> steps) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) steps.get(0).inbound;
        WorkflowInstance instance = new WorkflowInstance(
                runId,
                started,
                services.definitions().workflow(started.workflowType()).orElseThrow(),
                services);
        try {
            return endsWith(steps, 0, instance.step(started));
        } finally {
            instance.destroy();
        }
    }

    /** Replays that many steps and applies the next; tells whether the code ends with it. */
    private boolean verify(UUID runId, List<HistoryEvent> history, List<Step> steps, int boundary) {
        int length = boundary == steps.size()
                ? history.size()
                : steps.get(boundary).inbound.eventId() - 1;
        ReplayedRun replayed = ReplayedRun.of(runId, history.subList(0, length), services, difference -> {
            throw new IllegalStateException(difference);
        });
        try {
            if (!replayed.newCommands().isEmpty()) {
                throw new IllegalStateException("After event " + length + " the code asks for more than was recorded: "
                        + EventText.of(replayed.newCommands()));
            }
            if (boundary == steps.size()) {
                return true;
            }
            Step next = steps.get(boundary);
            if (!replayed.instance().isExpected(next.inbound)) {
                throw new IllegalStateException(
                        "Event " + next.inbound.eventId() + " was not expected after event " + length);
            }
            return endsWith(steps, boundary, replayed.instance().step(next.inbound));
        } finally {
            replayed.instance().destroy();
        }
    }

    /** Compares the commands of a step with those recorded; tells whether they close the run. */
    private static boolean endsWith(List<Step> steps, int index, List<CommandEvent> actual) {
        Step step = steps.get(index);
        List<CommandEvent> recorded = new ArrayList<>(step.commands);
        boolean ended = !actual.isEmpty() && actual.get(actual.size() - 1).closesRun();
        if (ended && mayEndUnrecorded(steps, index)) {
            recorded.add(actual.get(actual.size() - 1));
        } else if (ended && onlySignalsFollow(steps, index)) {
            // signals that came too late for the code are recorded before the end that the code has asked for
            List<CommandEvent> last = steps.get(steps.size() - 1).commands;
            recorded.addAll(last.stream().filter(CommandEvent::closesRun).toList());
        }
        List<Object> expected = recorded.stream().map(PrefixCheck::comparable).toList();
        List<Object> again = actual.stream().map(PrefixCheck::comparable).toList();
        if (!again.equals(expected)) {
            throw new IllegalStateException(StepDifference.describe(step.inbound, recorded, actual));
        }
        return ended;
    }

    private static boolean mayHaveEnded(List<Step> steps, int index) {
        return onlySignalsFollow(steps, index) || mayEndUnrecorded(steps, index);
    }

    private static boolean onlySignalsFollow(List<Step> steps, int index) {
        List<Step> rest = steps.subList(index + 1, steps.size());
        return areUnheard(rest) && countCommands(rest) == 1;
    }

    /** Whether the run may have been reset to where its code had ended, and ended from outside before it has ended by itself again. */
    private static boolean mayEndUnrecorded(List<Step> steps, int index) {
        int end = OutsideEnd.position(steps.stream().map(Step::inbound).toList());
        return end < steps.size()
                && steps.get(end - 1).inbound instanceof WorkflowExecutionReset
                && index + 1 < end
                && areUnheard(steps.subList(index + 1, end))
                && countCommands(steps.subList(index + 1, steps.size())) == 0;
    }

    private static boolean areUnheard(List<Step> rest) {
        return !rest.isEmpty()
                && rest.stream()
                        .allMatch(step ->
                                step.inbound.mayComeTooLate() || step.inbound instanceof WorkflowExecutionReset);
    }

    private static int countCommands(List<Step> steps) {
        return steps.stream().mapToInt(step -> step.commands.size()).sum();
    }

    /** Ends without their place, which signals may have moved; and nothing of what differs each time: stack traces, new run ids. */
    private static Object comparable(CommandEvent command) {
        if (command instanceof WorkflowExecutionFailed failed) {
            return withoutStackTraces(failed.failure());
        }
        if (command instanceof WorkflowExecutionCanceled canceled) {
            return withoutStackTraces(canceled.failure());
        }
        if (command instanceof WorkflowExecutionUpdateCompleted update && update.failure() != null) {
            return new WorkflowExecutionUpdateCompleted(
                    update.eventId(),
                    update.time(),
                    update.acceptedEventId(),
                    update.result(),
                    withoutStackTraces(update.failure()));
        }
        if (command instanceof WorkflowExecutionContinuedAsNew continued) {
            return continued.at(0, Instant.EPOCH, NO_RUN);
        }
        return command instanceof WorkflowExecutionCompleted completed ? completed.result() : command;
    }

    private static FailureInfo withoutStackTraces(FailureInfo failure) {
        return new FailureInfo(
                failure.kind(),
                failure.type(),
                failure.message(),
                "",
                failure.nonRetryable(),
                failure.details(),
                failure.activity(),
                failure.cause() == null ? null : withoutStackTraces(failure.cause()));
    }

    private static List<Step> stepsOf(List<HistoryEvent> history) {
        List<Step> steps = new ArrayList<>();
        for (HistoryEvent event : history) {
            if (event instanceof InboundEvent inbound) {
                steps.add(new Step(inbound, new ArrayList<>()));
            } else {
                steps.get(steps.size() - 1).commands.add((CommandEvent) event);
            }
        }
        return steps;
    }

    private record Step(InboundEvent inbound, List<CommandEvent> commands) {}
}
