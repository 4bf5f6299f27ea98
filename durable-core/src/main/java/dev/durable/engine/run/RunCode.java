package dev.durable.engine.run;

import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The code of a run in memory, with its place in the history. Confined to the run's actor; gone after any failure.
 */
final class RunCode {

    private static final Logger logger = LoggerFactory.getLogger(RunCode.class);

    private final WorkflowInstance instance;
    private int lastEventId;
    private Instant lastTime;

    private RunCode(WorkflowInstance instance, int lastEventId, Instant lastTime) {
        this.instance = instance;
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
        RunCode code = new RunCode(instance, 0, started.time());
        try {
            code.step(started, turn);
        } catch (RuntimeException | Error e) {
            instance.destroy();
            throw e;
        }
        return code;
    }

    /** The code of a run that was replayed; commands that are not in its history yet go into the turn. */
    static RunCode resume(ReplayedRun replayed, Turn turn) {
        HistoryEvent last = replayed.lastEvent();
        RunCode code = new RunCode(replayed.instance(), last.eventId(), last.time());
        code.lastEventId += replayed.newCommands().size();
        turn.appendCommands(replayed.newCommands());
        return code;
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
     * is left out.
     *
     * @return whether the event was applied
     */
    boolean apply(InboundEvent event, Instant now, Turn turn) {
        if (!instance.isExpected(event)) {
            return false;
        }
        step(event.at(lastEventId + 1, now.isBefore(lastTime) ? lastTime : now), turn);
        return true;
    }

    /** Why the signal cannot be delivered, or null if it can. */
    @Nullable
    DurableException whyUndeliverable(WorkflowExecutionSignaled signal) {
        return instance.whyUndeliverable(signal);
    }

    Payload query(String name, List<Payload> arguments) {
        return instance.query(name, arguments);
    }

    WorkflowInstance instance() {
        return instance;
    }

    void destroy() {
        instance.destroy();
    }

    private void step(InboundEvent positioned, Turn turn) {
        List<CommandEvent> answers = instance.step(positioned);
        turn.append(positioned, answers);
        lastEventId = positioned.eventId() + answers.size();
        lastTime = positioned.time();
    }
}
