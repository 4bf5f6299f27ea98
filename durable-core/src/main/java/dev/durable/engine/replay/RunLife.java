package dev.durable.engine.replay;

import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionCanceled;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the code of one run begins, is paused, and ends. Confined to the run. */
final class RunLife {

    private final WorkflowDefinition definition;
    private final FailureConverter failures;
    private final RunContext context;
    private final DeterministicScheduler scheduler;
    private final RunHandlers handlers;
    private @Nullable WorkflowExecutionStarted waiting;
    private boolean closed;
    private boolean paused;

    RunLife(
            WorkflowDefinition definition,
            FailureConverter failures,
            RunContext context,
            DeterministicScheduler scheduler,
            RunHandlers handlers) {
        this.definition = definition;
        this.failures = failures;
        this.context = context;
        this.scheduler = scheduler;
        this.handlers = handlers;
    }

    /** Whether the run has ended. */
    boolean isClosed() {
        return closed;
    }

    /** Whether nothing but control is to be applied. */
    boolean isPaused() {
        return paused;
    }

    /** Whether the code has not begun, because its first step waits. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** Whether the code waits for this event to begin. */
    boolean isDelayedUntil(InboundEvent event) {
        return waiting != null && event.endsEventId() == waiting.eventId();
    }

    void startOrWait(WorkflowExecutionStarted event) {
        waiting = event;
        if (event.options().startDelay().isZero()) {
            start();
        }
    }

    /** Has the code begin. */
    void start() {
        WorkflowExecutionStarted started = Objects.requireNonNull(waiting);
        waiting = null;
        scheduler.add(context.newThread(
                WorkflowThread.MAIN,
                started.header(),
                () -> runCode(() -> {
                    Payload result = new MainCode(definition, context, handlers).run(started);
                    context.record(eventId -> new WorkflowExecutionCompleted(eventId, context.now(), result));
                    closed = true;
                })));
    }

    void pause() {
        paused = true;
    }

    void unpause() {
        paused = false;
    }

    /** From now on this is another run, which is not paused even if the one before was. */
    void resumeAfter(WorkflowExecutionReset event) {
        paused = false;
        context.reseed(event.newRunId());
    }

    /** Ends the run, whatever its code makes of it. */
    void close() {
        closed = true;
    }

    /** Runs user code in a workflow thread: declared failures fail the workflow, everything else leaves the thread. */
    private void runCode(UserCode code) {
        try {
            code.run();
        } catch (WorkflowThreadDestroyed e) {
            throw e;
        } catch (ContinueAsNewRequest e) {
            context.record(e.command());
            closed = true;
        } catch (Throwable e) {
            if (!definition.failsWorkflow(e)) {
                throw new UserCodeFailure(e);
            }
            fail(e);
        }
    }

    /** A handler that is left because the workflow was canceled has ended; how the workflow ends is up to its method. */
    void runHandler(UserCode code) {
        runCode(() -> {
            try {
                code.run();
            } catch (Throwable e) {
                if (!context.scopes().root().explains(e)) {
                    throw e;
                }
            }
        });
    }

    private void fail(Throwable failure) {
        FailureInfo info = failures.toInfo(failure);
        if (context.scopes().root().explains(failure)) {
            context.record(eventId -> new WorkflowExecutionCanceled(eventId, context.now(), info));
        } else {
            context.record(eventId -> new WorkflowExecutionFailed(eventId, context.now(), info));
        }
        closed = true;
    }
}
