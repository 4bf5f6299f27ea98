package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.engine.definition.HandlerMethod;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
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
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowInfo;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
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
    private final RunContext context;
    private @Nullable Object workflow;
    private boolean closed;

    /** An instance that nothing has happened to yet; its first event must be the given one. */
    public WorkflowInstance(
            UUID runId, WorkflowExecutionStarted started, WorkflowDefinition definition, ReplayServices services) {
        this.definition = definition;
        this.services = services;
        this.info = new WorkflowInfo(
                started.workflowId(), runId, started.workflowType(), started.taskQueue(), started.time());
        this.activities = new PendingActivities(services.failures());
        this.context = new RunContext(info, definition.implementation(), services, scheduler, activities, timers);
    }

    /**
     * Applies an event for the first time.
     *
     * @return the command events that answer it, with the event ids that follow its own
     * @throws WorkflowCodeException if an exception left the code that is not declared to fail the workflow
     */
    public List<CommandEvent> step(InboundEvent event) {
        NewCommands commands = new NewCommands(event.eventId() + 1);
        apply(event, commands);
        return commands.commands();
    }

    /**
     * Applies an event again.
     *
     * @param recorded the command events that answered it then
     * @param laterClosing the event that closes the run if nothing but signals, which came too late for the code, stand between; else
     *     null
     * @param softDifference told about differences that do not stop the replay
     * @throws NonDeterminismException if the code asks for something else now
     */
    void replay(
            InboundEvent event,
            List<CommandEvent> recorded,
            @Nullable CommandEvent laterClosing,
            Consumer<String> softDifference) {
        apply(event, new RecordedCommands(event.eventId(), recorded, laterClosing, softDifference));
    }

    /** Whether the run has ended. */
    public boolean isClosed() {
        return closed;
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
            case TimerFired -> timers.contains(event.endsEventId());
            default -> true;
        };
    }

    /** Facts about the run. */
    public WorkflowInfo info() {
        return info;
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

    /** Timers that have neither fired nor been given up, in order. */
    public List<TimerStarted> pendingTimers() {
        return timers.started();
    }

    /** Why the signal cannot be delivered (its name or arguments do not fit the workflow type), or null if it can. */
    public @Nullable DurableException whyUndeliverable(WorkflowExecutionSignaled signal) {
        try {
            decodeSignal(signalHandler(signal), signal);
            return null;
        } catch (DurableException e) {
            return e;
        }
    }

    /**
     * Asks the workflow for state.
     *
     * @throws DurableException {@code DUR-2006} if the query is unknown, its arguments do not fit, or it failed
     */
    public Payload query(String name, List<Payload> arguments) {
        HandlerMethod query = definition.queries().get(name);
        Object target = workflow;
        if (query == null || target == null) {
            throw new DurableException(
                    ErrorCode.QUERY_FAILED,
                    definition.name() + " has no query '" + name + "'; it has "
                            + definition.queries().keySet() + ".");
        }
        try {
            @Nullable Object[] decoded = decode(query, arguments);
            return services.payloads()
                    .toPayload(scheduler.readOnly(() -> invokeQuery(query, target, decoded)), query.resultType());
        } catch (DurableException e) {
            throw e.code() == ErrorCode.QUERY_FAILED
                    ? e
                    : new DurableException(
                            ErrorCode.QUERY_FAILED,
                            "Query '" + name + "' of " + definition.name() + " failed: " + e.what(),
                            e);
        }
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
        Throwable failure = scheduler.runUntilBlocked(() -> closed || commands.isBroken());
        commands.requireComplete();
        if (failure != null) {
            Throwable cause =
                    failure instanceof UserCodeFailure && failure.getCause() != null ? failure.getCause() : failure;
            throw new WorkflowCodeException(definition.name(), event, cause);
        }
    }

    /** One branch for each kind of inbound event; the switch does not compile when one is missing. */
    private void deliver(InboundEvent event) {
        Runnable delivery = switch (event.type()) {
            case WorkflowExecutionStarted -> () -> start((WorkflowExecutionStarted) event);
            case WorkflowExecutionSignaled -> () -> signal((WorkflowExecutionSignaled) event);
            case ActivityTaskCompleted -> () -> activities.completed((ActivityTaskCompleted) event);
            case ActivityTaskFailed -> () -> activities.failed((ActivityTaskFailed) event);
            case ActivityTaskTimedOut -> () -> activities.timedOut((ActivityTaskTimedOut) event);
            case ActivityTaskCanceled -> () -> activities.canceled((ActivityTaskCanceled) event);
            case LocalActivityTaskCompleted ->
                () -> context.localActivities().completed((LocalActivityTaskCompleted) event);
            case LocalActivityTaskFailed -> () -> context.localActivities().failed((LocalActivityTaskFailed) event);
            case ActivityTaskReported -> throw new IllegalArgumentException(event.type() + " is no part of a history");
            case TimerFired -> () -> timers.fire(event.endsEventId());
            case WorkflowExecutionPaused, WorkflowExecutionUnpaused, WorkflowExecutionReset -> () -> {};
            case WorkflowExecutionTerminated, WorkflowExecutionTimedOut -> () -> closed = true;
            case WorkflowExecutionCancelRequested,
                    WorkflowExecutionUpdateAccepted,
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
                throw new IllegalStateException(event.type() + " is not supported yet");
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

    private void start(WorkflowExecutionStarted event) {
        scheduler.add(context.newThread(
                "main",
                () -> runCode(() -> {
                    Object created = definition.newInstance(this::argument);
                    workflow = created;
                    HandlerMethod main = definition.main();
                    Object result = main.invoke(created, decode(main, event.input()));
                    Payload payload = services.payloads().toPayload(result, main.resultType());
                    context.record(eventId -> new WorkflowExecutionCompleted(eventId, context.now(), payload));
                    closed = true;
                })));
    }

    private void signal(WorkflowExecutionSignaled event) {
        HandlerMethod handler = signalHandler(event);
        Object target = workflow;
        if (target == null) {
            throw new IllegalStateException("The workflow has no instance yet");
        }
        @Nullable Object[] arguments = decodeSignal(handler, event);
        scheduler.addHandler(context.newThread(
                "signal-" + event.signalName(), () -> runCode(() -> handler.invoke(target, arguments))));
    }

    private HandlerMethod signalHandler(WorkflowExecutionSignaled event) {
        HandlerMethod handler = definition.signals().get(event.signalName());
        if (handler == null) {
            throw new DurableException(
                    ErrorCode.SIGNAL_UNDELIVERABLE,
                    definition.name() + " has no signal '" + event.signalName() + "'; it has "
                            + definition.signals().keySet() + ".");
        }
        return handler;
    }

    /** Runs user code in a workflow thread: declared failures fail the workflow, everything else leaves the thread. */
    private void runCode(UserCode code) {
        try {
            code.run();
        } catch (WorkflowThreadDestroyed e) {
            throw e;
        } catch (Throwable e) {
            if (!definition.failsWorkflow(e)) {
                throw new UserCodeFailure(e);
            }
            context.record(eventId -> new WorkflowExecutionFailed(
                    eventId, context.now(), services.failures().toInfo(e)));
            closed = true;
        }
    }

    private Object argument(Class<?> type) {
        if (type == WorkflowContext.class) {
            return context;
        }
        if (type == Clock.class) {
            return context.clock();
        }
        if (type == RandomGenerator.class) {
            return context.random();
        }
        return context.activity(type, ActivityOptions.NONE);
    }

    private @Nullable Object invokeQuery(HandlerMethod query, Object target, @Nullable Object[] arguments) {
        try {
            return query.invoke(target, arguments);
        } catch (DurableException e) {
            throw e;
        } catch (Throwable e) {
            throw new DurableException(
                    ErrorCode.QUERY_FAILED,
                    "Query '" + query.name() + "' of " + definition.name() + " threw " + e + ".",
                    e);
        }
    }

    private @Nullable Object[] decodeSignal(HandlerMethod handler, WorkflowExecutionSignaled event) {
        try {
            return decode(handler, event.input());
        } catch (DurableException e) {
            throw new DurableException(
                    ErrorCode.SIGNAL_UNDELIVERABLE,
                    "Arguments of signal '" + event.signalName() + "' do not fit " + definition.name() + ": "
                            + e.what(),
                    e);
        }
    }

    private @Nullable Object[] decode(HandlerMethod method, List<Payload> input) {
        List<Type> types = method.parameterTypes();
        if (types.size() != input.size()) {
            throw new DurableException(
                    ErrorCode.ARGUMENTS_MISMATCH,
                    definition.name() + "." + method.name() + " takes " + types.size() + " arguments but got "
                            + input.size() + ".");
        }
        List<@Nullable Object> decoded = new ArrayList<>(input.size());
        for (int i = 0; i < input.size(); i++) {
            decoded.add(services.payloads().fromPayload(input.get(i), types.get(i)));
        }
        return decoded.toArray();
    }

    @FunctionalInterface
    private interface UserCode {

        void run() throws Throwable;
    }
}
