package dev.durable.engine.replay;

import dev.durable.engine.definition.WorkflowContract;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.RunFacts;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
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
    private final DeterministicScheduler scheduler;
    private final PendingTimers timers = new PendingTimers();
    private final PendingActivities activities;
    private final RunHandlers handlers;
    private final RunContext context;
    private final MessageDelivery messages;
    private final RunInsight insight;
    private final RunLife life;
    private final InboundDelivery delivery;

    /** An instance that nothing has happened to yet; its first event must be the given one. */
    public WorkflowInstance(
            UUID runId, WorkflowExecutionStarted started, WorkflowDefinition definition, ReplayServices services) {
        this.definition = definition;
        this.services = services;
        this.info = RunBeginning.info(runId, started);
        this.scheduler = new DeterministicScheduler(services.threads(), info);
        this.insight = new RunInsight(scheduler);
        this.activities = new PendingActivities(services.failures());
        PendingChildren children = new PendingChildren(services.failures());
        this.handlers = new RunHandlers(definition.contract());
        this.context =
                new RunContext(info, started, definition, services, scheduler, activities, children, timers, handlers);
        this.messages = new MessageDelivery(definition, services, context, scheduler, handlers);
        this.life = new RunLife(definition, services.failures(), context, scheduler, handlers);
        this.delivery = new InboundDelivery(life, context, messages, activities, children, timers);
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
        return life.isClosed();
    }

    /** Whether the run is paused: nothing but control is to be applied. */
    public boolean isPaused() {
        return life.isPaused();
    }

    /** Whether the code has not begun, because its first step waits. */
    public boolean isWaiting() {
        return life.isWaiting();
    }

    /** Whether the event still means something: outcomes of what is not pending any more do not. */
    public boolean isExpected(InboundEvent event) {
        return delivery.isExpected(event);
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

    /** Why the signal cannot be delivered (no handler, arguments that do not fit, context that cannot be decoded), or null if it can. */
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
            case RunInsight.STACK_TRACE -> services.payloads().toPayload(insight.stackTrace(isClosed()));
            case RunInsight.WAITING_FOR -> services.payloads().toPayload(insight.waitingFor(isClosed()));
            default -> messages.query(name, arguments);
        };
    }

    /** Ends all workflow threads; nothing they do from now on has any effect. */
    public void destroy() {
        life.close();
        scheduler.destroy();
    }

    /** A cancellation asks for commands at once, on this thread; if they cannot be had, the log of commands says why. */
    private void deliver(InboundEvent event) {
        try {
            delivery.deliver(event);
        } catch (StepFailed e) {
            // the step is broken: no code runs, and the reason is thrown where that of broken code is
        }
    }

    private void apply(InboundEvent event, CommandLog commands) {
        if (isClosed()) {
            throw new IllegalStateException("The run has ended, " + event.type() + " cannot be applied");
        }
        context.beginStep(event.time(), commands);
        deliver(event);
        Throwable failure = scheduler.runUntilBlocked(
                () -> isClosed() || commands.isBroken() || context.payloads().failure() != null);
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
        context.unaskedFailures().endStep(isClosed());
    }
}
