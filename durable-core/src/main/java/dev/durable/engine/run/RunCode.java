package dev.durable.engine.run;

import dev.durable.engine.replay.KnownUpdate;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionResetRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.search.ChangeVersionAttribute;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code of a run in memory, with its place in the history. Confined to the run's actor; gone after any failure. A run that is
 * ended from outside while its code cannot be had has a place in its history, but no instance.
 */
final class RunCode {

    private static final Logger logger = LoggerFactory.getLogger(RunCode.class);

    private final @Nullable WorkflowInstance instance;
    private final WorkflowExecutionStarted started;
    private final Set<String> signalRequests = new HashSet<>();
    private int lastEventId;
    private Instant lastTime;
    private @Nullable HistoryEvent ending;
    private boolean unheard;

    private RunCode(
            @Nullable WorkflowInstance instance, WorkflowExecutionStarted started, int lastEventId, Instant lastTime) {
        this.instance = instance;
        this.started = started;
        this.lastEventId = lastEventId;
        this.lastTime = lastTime;
    }

    /** The code of a run that begins now; its start becomes event 1 of the turn. */
    static RunCode begin(UUID runId, WorkflowExecutionStarted started, ReplayServices services, Turn turn) {
        WorkflowInstance instance = new WorkflowInstance(
                runId,
                started,
                services.definitions().workflow(started.workflowType()).orElseThrow(),
                services);
        RunCode code = new RunCode(instance, started, 0, started.time());
        try {
            code.step(started, turn);
        } catch (RuntimeException | Error e) {
            instance.destroy();
            throw e;
        }
        return code;
    }

    /** The code of a run that was replayed; commands that are not in its history yet go into the turn. */
    static RunCode resume(ReplayedRun replayed, List<HistoryEvent> history, Turn turn) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) history.get(0);
        HistoryEvent last = replayed.lastEvent();
        RunCode code = new RunCode(replayed.instance(), started, last.eventId(), last.time());
        history.forEach(code::noteRequest);
        turn.appendCommands(code.withoutEnding(replayed.newCommands()));
        code.noteVersions(replayed.newCommands(), turn);
        return code;
    }

    /** The place of a run whose code is not to be had: it can only be ended from outside. */
    static RunCode withoutInstance(List<HistoryEvent> history) {
        HistoryEvent last = history.get(history.size() - 1);
        RunCode code = new RunCode(null, (WorkflowExecutionStarted) history.get(0), last.eventId(), last.time());
        history.forEach(code::noteRequest);
        code.unheard = isPausedAfter(history);
        return code;
    }

    private static boolean isPausedAfter(List<HistoryEvent> history) {
        boolean paused = false;
        for (HistoryEvent event : history) {
            paused = event.type() == EventType.WorkflowExecutionPaused
                    || paused
                            && event.type() != EventType.WorkflowExecutionUnpaused
                            && event.type() != EventType.WorkflowExecutionReset;
        }
        return paused;
    }

    static ReplayedRun replay(UUID runId, List<HistoryEvent> history, ReplayServices services) {
        return ReplayedRun.of(
                runId,
                history,
                services,
                difference -> logger.info("Run {} replays with a difference that is allowed: {}", runId, difference));
    }

    /**
     * Applies an event: it and the commands that answer it go into the turn. An outcome of something that is not pending any more
     * is left out, and so is a second copy of a signal.
     *
     * @return whether the event was applied
     */
    boolean apply(InboundEvent event, Instant now, Turn turn) {
        if (isRepeated(event)) {
            return false;
        }
        Instant time = now.isBefore(lastTime) ? lastTime : now;
        if (ending != null && event.mayComeTooLate()) {
            noteUnheard(time, turn);
            append(event.at(lastEventId + 1, time), List.of(), turn);
        } else if (ending == null && instance().isExpected(event)) {
            step(event.at(lastEventId + 1, time), turn);
        } else {
            return false;
        }
        return true;
    }

    /** A run that its code ends is replayed up to there; one that is ended from outside must say in its history what the code misses. */
    private void noteUnheard(Instant time, Turn turn) {
        if (ending instanceof InboundEvent && !unheard) {
            unheard = true;
            append(
                    new WorkflowExecutionPaused(lastEventId + 1, time, WorkflowExecutionPaused.CAME_TOO_LATE),
                    List.of(),
                    turn);
        }
    }

    /** Whether the code has not begun, because its first step waits. */
    boolean isWaiting() {
        return instance != null && instance.isWaiting();
    }

    boolean isPaused() {
        return instance != null && instance.isPaused();
    }

    /** Whether the code has ended and the run is to be {@linkplain #close closed} as soon as all accepted signals are recorded. */
    boolean hasEnded() {
        return ending != null;
    }

    /** Events of the run, with those of the turn. */
    int historyLength() {
        return lastEventId;
    }

    /** Notes that the run is to be closed by this event, whatever its code would do. */
    void endFromOutside(InboundEvent closing, Instant now) {
        ending = closing.at(0, now.isBefore(lastTime) ? lastTime : now);
        unheard |= isPaused();
        destroy();
    }

    /** How the run ends, once it {@linkplain #hasEnded has ended}. */
    HistoryEvent ending() {
        return Objects.requireNonNull(ending);
    }

    /** How the run began. */
    WorkflowExecutionStarted started() {
        return started;
    }

    /**
     * Appends the event that closes the run.
     *
     * @param newRunId the run that takes its place, or null
     * @return the event
     */
    HistoryEvent close(Turn turn, @Nullable UUID newRunId) {
        HistoryEvent closing = placed(ending(), ++lastEventId, lastTime, newRunId);
        ending = null;
        turn.close(closing);
        return closing;
    }

    /** Why the signal cannot be delivered, or null if it can. */
    @Nullable
    DurableException whyUndeliverable(WorkflowExecutionSignaled signal) {
        return instance().whyUndeliverable(signal);
    }

    /** Whether a signal that cannot be delivered is a mistake of its sender, rather than one that came early. */
    boolean isMistake(WorkflowExecutionSignaled signal) {
        return instance().hasHandler(signal) || instance().contract().refusesUnknownSignals();
    }

    /** Whether a signal that cannot be delivered stops the run. */
    boolean isBlockedBy(WorkflowExecutionSignaled signal) {
        return instance().hasHandler(signal) && instance().contract().isBlockedByUndecodableSignals();
    }

    /** Why the update must not be accepted, or null if it may. */
    @Nullable
    FailureInfo whyRejected(WorkflowExecutionUpdateAccepted request) {
        return instance().whyRejected(request);
    }

    /** The update, if it was accepted. */
    @Nullable
    KnownUpdate findUpdate(String updateId) {
        return instance().findUpdate(updateId);
    }

    /** How often handlers have come into being. */
    int handlerRegistrations() {
        return instance().handlerRegistrations();
    }

    /** Names of the handlers that have not finished although the code has ended, and should have. */
    List<String> abandonedHandlers() {
        WorkflowInstance ended = instance;
        return ended == null
                ? List.of()
                : ended.runningHandlers().stream()
                        .filter(name -> !ended.contract().isAbandonable(name))
                        .toList();
    }

    Payload query(String name, List<Payload> arguments) {
        return instance().query(name, arguments);
    }

    void destroy() {
        if (instance != null) {
            instance.destroy();
        }
    }

    WorkflowInstance instance() {
        return Objects.requireNonNull(instance, "The code of the run is not in memory");
    }

    private void step(InboundEvent positioned, Turn turn) {
        append(positioned, instance().step(positioned), turn);
    }

    private boolean isRepeated(InboundEvent event) {
        return event instanceof WorkflowExecutionSignaled signal
                && signal.requestId() != null
                && signalRequests.contains(signal.requestId());
    }

    private void noteRequest(HistoryEvent event) {
        if (event instanceof WorkflowExecutionSignaled signal && signal.requestId() != null) {
            signalRequests.add(signal.requestId());
        }
    }

    private void append(InboundEvent positioned, List<CommandEvent> answers, Turn turn) {
        noteRequest(positioned);
        lastEventId = positioned.eventId();
        lastTime = positioned.time();
        turn.append(positioned, withoutEnding(answers));
        noteVersions(answers, turn);
    }

    /** Runs are found by the versions that they go by, all of them in one attribute. */
    private void noteVersions(List<CommandEvent> answers, Turn turn) {
        for (CommandEvent answer : answers) {
            if (answer instanceof MarkerRecorded marker && marker.isVersion()) {
                turn.changeSearchAttributes(
                        ChangeVersionAttribute.of(instance().facts().changeVersions()));
                return;
            }
        }
    }

    /** Keeps the closing event back and counts the others. */
    private List<CommandEvent> withoutEnding(List<CommandEvent> answers) {
        int count = answers.size();
        if (count > 0 && answers.get(count - 1).closesRun()) {
            ending = answers.get(--count);
        }
        lastEventId += count;
        return answers.subList(0, count);
    }

    private static HistoryEvent placed(HistoryEvent closing, int eventId, Instant time, @Nullable UUID newRunId) {
        return switch (closing.type()) {
            case WorkflowExecutionCompleted ->
                new WorkflowExecutionCompleted(eventId, time, ((WorkflowExecutionCompleted) closing).result());
            case WorkflowExecutionFailed ->
                new WorkflowExecutionFailed(eventId, time, ((WorkflowExecutionFailed) closing).failure(), newRunId);
            case WorkflowExecutionCanceled ->
                new WorkflowExecutionCanceled(eventId, time, ((WorkflowExecutionCanceled) closing).failure());
            case WorkflowExecutionContinuedAsNew ->
                ((WorkflowExecutionContinuedAsNew) closing).at(eventId, time, Objects.requireNonNull(newRunId));
            case WorkflowExecutionTerminated -> ((WorkflowExecutionTerminated) closing).at(eventId, time);
            case WorkflowExecutionResetRequested ->
                ((WorkflowExecutionResetRequested) closing).termination(eventId, time);
            case WorkflowExecutionTimedOut ->
                new WorkflowExecutionTimedOut(
                        eventId, time, ((WorkflowExecutionTimedOut) closing).timeoutType(), newRunId);
            default -> throw new IllegalArgumentException(closing.type() + " does not close a run");
        };
    }
}
