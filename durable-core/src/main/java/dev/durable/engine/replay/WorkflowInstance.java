package dev.durable.engine.replay;

import dev.durable.engine.definition.WorkflowContract;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
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
import dev.durable.history.InboundEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.RequestCancelExternalWorkflowExecutionFailed;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.RunFacts;
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
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadException;
import dev.durable.workflow.WorkflowInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The living code of one run: applies inbound events one at a time and tells what the code asks for in answer. The same steps run
 * live and in replay; only where commands go differs.
 *
 * <p>Confined to one thread at a time, the run's actor. After any exception the instance is of no further use but to be
 * {@linkplain #destroy() destroyed}.
 */
public final class WorkflowInstance {

    private final WorkflowDefinition definition;
    private final ReplayServices services;
    private final WorkflowInfo info;
    private final DeterministicScheduler scheduler = new DeterministicScheduler();
    private final PendingTimers timers = new PendingTimers();
    private final PendingActivities activities;
    private final PendingChildren children;
    private final RunHandlers handlers;
    private final RunContext context;
    private final MessageDelivery messages;
    private final RunInsight insight = new RunInsight(scheduler);
    private @Nullable WorkflowExecutionStarted waiting;
    private boolean closed;
    private boolean paused;

    /** An instance that nothing has happened to yet; its first event must be the given one. */
    public WorkflowInstance(
            UUID runId, WorkflowExecutionStarted started, WorkflowDefinition definition, ReplayServices services) {
        this.definition = definition;
        this.services = services;
        this.info = new WorkflowInfo(
                started.workflowId(), runId, started.workflowType(), started.taskQueue(), started.time());
        this.activities = new PendingActivities(services.failures());
        this.children = new PendingChildren(services.failures());
        this.handlers = new RunHandlers(definition.contract());
        this.context = new RunContext(
                info,
                started,
                definition.implementation(),
                services,
                scheduler,
                activities,
                children,
                timers,
                handlers);
        this.messages = new MessageDelivery(definition, services, context, scheduler, handlers);
    }

    /**
     * Applies an event for the first time.
     *
     * @return the command events that answer it, with the event ids that follow its own
     * @throws WorkflowCodeException if an exception left the code that is not declared to fail the workflow
     */
    public List<CommandEvent> step(InboundEvent event) {
        NewCommands commands = new NewCommands(event.eventId() + 1);
        context.growth().begin(event, commands);
        apply(event, commands);
        context.growth().end(commands.commands());
        return commands.commands();
    }

    /**
     * Applies an event again.
     *
     * @param recorded the command events that answered it then
     * @param ending how the step may end the run although other events were recorded before its end; null if it may not
     * @param softDifference told about differences that do not stop the replay
     * @throws NonDeterminismException if the code asks for something else now
     */
    void replay(
            InboundEvent event, List<CommandEvent> recorded, @Nullable Ending ending, Consumer<String> softDifference) {
        RecordedCommands commands = new RecordedCommands(
                event.eventId(), recorded, ending, services.payloads()::isSame, context.versions(), softDifference);
        context.growth().begin(event, commands);
        apply(event, commands);
        context.growth().end(recorded);
    }

    /** Whether the run has ended. */
    public boolean isClosed() {
        return closed;
    }

    /** Whether the run is paused: nothing but control is to be applied. */
    public boolean isPaused() {
        return paused;
    }

    /** Whether the code has not begun, because its first step waits. */
    public boolean isWaiting() {
        return waiting != null;
    }

    /** Whether the event still means something: outcomes of what is not pending any more do not. */
    public boolean isExpected(InboundEvent event) {
        if (closed) {
            return false;
        }
        return switch (event.type()) {
            case ActivityTaskCompleted, ActivityTaskFailed, ActivityTaskTimedOut, ActivityTaskCanceled ->
                activities.contains(event.endsEventId());
            case LocalActivityTaskCompleted, LocalActivityTaskFailed ->
                context.localActivities().isExpected(event);
            case TimerFired -> endsWait(event) || timers.contains(event.endsEventId());
            case WorkflowExecutionCancelRequested -> !context.rootScope().isCancelRequested();
            case WorkflowExecutionPaused -> !paused;
            case WorkflowExecutionUnpaused -> paused;
            case ChildWorkflowExecutionStarted ->
                children.isStarting(((ChildWorkflowExecutionStarted) event).initiatedEventId());
            case StartChildWorkflowExecutionFailed,
                    ChildWorkflowExecutionCompleted,
                    ChildWorkflowExecutionFailed,
                    ChildWorkflowExecutionCanceled,
                    ChildWorkflowExecutionTimedOut,
                    ChildWorkflowExecutionTerminated -> children.contains(event.endsEventId());
            case ExternalWorkflowExecutionSignaled,
                    SignalExternalWorkflowExecutionFailed,
                    ExternalWorkflowExecutionCancelRequested,
                    RequestCancelExternalWorkflowExecutionFailed ->
                context.externalMessages().contains(event.endsEventId());
            default -> true;
        };
    }

    /** Facts about the run. */
    public WorkflowInfo info() {
        return info;
    }

    /** Memo and search attributes as the code has changed them, and the versions that it goes by. */
    public RunFacts facts() {
        RunFacts facts = context.attributes().facts();
        return new RunFacts(
                facts.memo(), facts.searchAttributes(), context.versions().recorded());
    }

    /** Activities that are scheduled and not closed, in order. */
    public List<ActivityTaskScheduled> pendingActivities() {
        return activities.scheduled();
    }

    /** Activities that are not closed and that the workflow has asked to stop, by the events that scheduled them. */
    public Set<Integer> activitiesAskedToStop() {
        return activities.cancelRequested();
    }

    /** Local activities that the code has called since this was asked last, and that have no result yet. */
    public List<LocalActivityCall> takeLocalActivityCalls() {
        return context.localActivities().takeRequested();
    }

    /** Local activities that the code waits for, by their numbers within the run. */
    public Set<Integer> pendingLocalActivities() {
        return context.localActivities().pending();
    }

    /** Timers that have neither fired nor been given up, in order. */
    public List<TimerStarted> pendingTimers() {
        return timers.started();
    }

    /** Whether there is a handler for signals of that name. */
    public boolean hasHandler(WorkflowExecutionSignaled signal) {
        return messages.hasHandler(signal);
    }

    /** Why the signal cannot be delivered (there is no handler, or its arguments do not fit), or null if it can. */
    public @Nullable DurableException whyUndeliverable(WorkflowExecutionSignaled signal) {
        return messages.whyUndeliverable(signal);
    }

    /** Why the update must not be accepted as the run stands, or null if it may. Changes nothing. */
    public @Nullable FailureInfo whyRejected(WorkflowExecutionUpdateAccepted request) {
        return messages.whyRejected(request);
    }

    /** The update, if the run has accepted it. */
    public @Nullable KnownUpdate findUpdate(String updateId) {
        return messages.findUpdate(updateId);
    }

    /** How often a handler has come into being: a message that nobody took may have got one since. */
    public int handlerRegistrations() {
        return handlers.registrations();
    }

    /** Names of the signals and updates whose handlers have not finished, in the order in which they came. */
    public List<String> runningHandlers() {
        return handlers.running().names();
    }

    /** The workflow type. */
    public WorkflowContract contract() {
        return definition.contract();
    }

    /**
     * Asks the workflow for state.
     *
     * @throws DurableException {@code DUR-2006} if the query is unknown, its arguments do not fit, or it failed
     */
    public Payload query(String name, List<Payload> arguments) {
        return switch (name) {
            case RunInsight.STACK_TRACE -> services.payloads().toPayload(insight.stackTrace(closed));
            case RunInsight.WAITING_FOR -> services.payloads().toPayload(insight.waitingFor(closed));
            default -> messages.query(name, arguments);
        };
    }

    /** Ends all workflow threads; nothing they do from now on has any effect. */
    public void destroy() {
        closed = true;
        scheduler.destroy();
    }

    private void apply(InboundEvent event, CommandLog commands) {
        if (closed) {
            throw new IllegalStateException("The run has ended, " + event.type() + " cannot be applied");
        }
        context.beginStep(event.time(), commands);
        deliver(event);
        Throwable failure = scheduler.runUntilBlocked(
                () -> closed || commands.isBroken() || context.payloads().failure() != null);
        PayloadException payloadFailure = context.payloads().failure();
        if (payloadFailure != null) {
            throw WorkflowCodeException.at(event, definition.name(), payloadFailure);
        }
        commands.requireComplete();
        if (failure != null) {
            Throwable cause =
                    failure instanceof UserCodeFailure && failure.getCause() != null ? failure.getCause() : failure;
            throw WorkflowCodeException.at(event, definition.name(), cause);
        }
    }

    /** One branch for each kind of inbound event; the switch does not compile when one is missing. */
    private void deliver(InboundEvent event) {
        if (paused && event.mayComeTooLate()) {
            // the run was ended while it was paused; what had been kept for it is recorded, unheard
            return;
        }
        Runnable delivery = switch (event.type()) {
            case WorkflowExecutionStarted -> () -> startOrWait((WorkflowExecutionStarted) event);
            case WorkflowExecutionSignaled ->
                () -> messages.signal((WorkflowExecutionSignaled) event, this::runHandler);
            case WorkflowExecutionUpdateAccepted -> () -> messages.update((WorkflowExecutionUpdateAccepted) event);
            case ActivityTaskCompleted -> () -> activities.completed((ActivityTaskCompleted) event);
            case ActivityTaskFailed -> () -> activities.failed((ActivityTaskFailed) event);
            case ActivityTaskTimedOut -> () -> activities.timedOut((ActivityTaskTimedOut) event);
            case TimerFired -> () -> fire((TimerFired) event);
            case WorkflowExecutionPaused -> () -> paused = true;
            case WorkflowExecutionUnpaused -> () -> paused = false;
            case WorkflowExecutionReset -> () -> resumeAfter((WorkflowExecutionReset) event);
            case WorkflowExecutionTerminated, WorkflowExecutionTimedOut -> () -> closed = true;
            case WorkflowExecutionCancelRequested ->
                () -> context.rootScope().cancelNow(((WorkflowExecutionCancelRequested) event).reason());
            case ActivityTaskCanceled -> () -> activities.canceled((ActivityTaskCanceled) event);
            case StartChildWorkflowExecutionFailed ->
                () -> children.startFailed((StartChildWorkflowExecutionFailed) event);
            case ChildWorkflowExecutionStarted -> () -> children.started((ChildWorkflowExecutionStarted) event);
            case ChildWorkflowExecutionCompleted -> () -> children.completed((ChildWorkflowExecutionCompleted) event);
            case ChildWorkflowExecutionFailed -> () -> children.failed((ChildWorkflowExecutionFailed) event);
            case ChildWorkflowExecutionCanceled -> () -> children.canceled((ChildWorkflowExecutionCanceled) event);
            case ChildWorkflowExecutionTimedOut -> () -> children.timedOut((ChildWorkflowExecutionTimedOut) event);
            case ChildWorkflowExecutionTerminated ->
                () -> children.terminated((ChildWorkflowExecutionTerminated) event);
            case ExternalWorkflowExecutionSignaled, ExternalWorkflowExecutionCancelRequested ->
                () -> context.externalMessages().accepted(event.endsEventId());
            case SignalExternalWorkflowExecutionFailed ->
                () -> context.externalMessages().failed((SignalExternalWorkflowExecutionFailed) event);
            case RequestCancelExternalWorkflowExecutionFailed ->
                () -> context.externalMessages().failed((RequestCancelExternalWorkflowExecutionFailed) event);
            case LocalActivityTaskCompleted ->
                () -> context.localActivities().completed((LocalActivityTaskCompleted) event);
            case LocalActivityTaskFailed -> () -> context.localActivities().failed((LocalActivityTaskFailed) event);
            case ActivityTaskReported -> throw new IllegalArgumentException(event.type() + " is no part of a history");
            case WorkflowExecutionCompleted,
                    WorkflowExecutionFailed,
                    WorkflowExecutionCanceled,
                    WorkflowExecutionContinuedAsNew,
                    WorkflowExecutionUpdateCompleted,
                    ActivityTaskScheduled,
                    ActivityTaskCancelRequested,
                    TimerStarted,
                    TimerCanceled,
                    MarkerRecorded,
                    UpsertWorkflowSearchAttributes,
                    WorkflowPropertiesModified,
                    StartChildWorkflowExecutionInitiated,
                    SignalExternalWorkflowExecutionInitiated,
                    RequestCancelExternalWorkflowExecutionInitiated ->
                throw new IllegalArgumentException(event.type() + " is no inbound event");
        };
        delivery.run();
    }

    private void startOrWait(WorkflowExecutionStarted event) {
        if (event.options().startDelay().isZero()) {
            start(event);
        } else {
            waiting = event;
        }
    }

    private void fire(TimerFired event) {
        WorkflowExecutionStarted delayed = waiting;
        if (delayed != null && endsWait(event)) {
            waiting = null;
            start(delayed);
        } else {
            timers.fire(event.startedEventId());
        }
    }

    private void resumeAfter(WorkflowExecutionReset event) {
        paused = false;
        context.reseed(event.newRunId());
    }

    private boolean endsWait(InboundEvent event) {
        return waiting != null && event.endsEventId() == waiting.eventId();
    }

    private void start(WorkflowExecutionStarted event) {
        scheduler.add(context.newThread(
                WorkflowThread.MAIN,
                event.header(),
                () -> runCode(() -> {
                    Payload result = new MainCode(definition, context, handlers).run(event);
                    context.record(eventId -> new WorkflowExecutionCompleted(eventId, context.now(), result));
                    closed = true;
                })));
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
    private void runHandler(UserCode code) {
        runCode(() -> {
            try {
                code.run();
            } catch (Throwable e) {
                if (!context.rootScope().explains(e)) {
                    throw e;
                }
            }
        });
    }

    private void fail(Throwable failure) {
        FailureInfo info = services.failures().toInfo(failure);
        if (context.rootScope().explains(failure)) {
            context.record(eventId -> new WorkflowExecutionCanceled(eventId, context.now(), info));
        } else {
            context.record(eventId -> new WorkflowExecutionFailed(eventId, context.now(), info));
        }
        closed = true;
    }
}
