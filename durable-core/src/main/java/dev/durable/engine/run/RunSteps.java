package dev.durable.engine.run;

import dev.durable.failure.DurableException;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUnpaused;
import dev.durable.payload.Payload;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What inputs do to a run: brings the run's code to life when it is needed, applies to it what happened, and gathers what is to be
 * committed in the current turn. Confined to the run's actor, which decides when.
 *
 * <p>Methods that need the code throw what loading and running it throws: {@link
 * dev.durable.store.StoreUnavailableException} when the database is in trouble, anything else when the code is.
 */
final class RunSteps {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);

    private final RunEnvironment environment;
    private final TurnMaking making;
    private final ActivitySteps activities;
    private final RunInbox inbox;
    private final CodeInMemory code;
    private final CodeFailures codeFailures;
    private final RunUpdateCalls updateCalls;

    RunSteps(TurnMaking making, RunEnvironment environment, CodeFailures codeFailures, RunUpdateCalls updateCalls) {
        this.making = making;
        this.activities = making.activities();
        this.inbox = making.inbox();
        this.code = making.code();
        this.environment = environment;
        this.codeFailures = codeFailures;
        this.updateCalls = updateCalls;
    }

    /** Whether what the run had pending when it came to this node has been taken up. */
    boolean isAdopted() {
        return code.isAdopted();
    }

    /** Whether messages for the run are stored that have not become events. */
    boolean areMessagesStored() {
        return inbox.areMessagesStored();
    }

    /** Whether there are messages that have not become events, even if the code has no use for them yet. */
    boolean hasMessagesLeft() {
        return inbox.hasLeft();
    }

    /** Whether the code gets some events only later, so that messages are not simply taken. */
    boolean holdsBack() {
        return code.isPaused() || code.isBackingOff();
    }

    /** Whether the code gets the event only later. */
    boolean holdsBack(InboundEvent event) {
        return code.isPaused()
                ? !(event instanceof WorkflowExecutionUnpaused)
                : code.isBackingOff() && TurnMaking.isForCode(event);
    }

    /** Messages were stored for the run. */
    void messagesStored() {
        inbox.messagesStored(true);
    }

    /** What was kept back can perhaps be taken now. */
    void lookAtAllMessages() {
        inbox.lookAtAll();
    }

    /** What another hand may have added to the history has to be taken up, too. */
    void adoptAgain(boolean withMessages) {
        code.adoptAgain();
        inbox.messagesStored(withMessages);
    }

    void begin(RunInput.Begin begin) {
        beginWithoutStep(begin);
        RunCode begun = code.begin(begin.started(), making.turn());
        RunInput.Update update = begin.update();
        if (update != null || !begin.signals().isEmpty()) {
            making.endWait(begun);
        }
        begin.signals().forEach(signal -> making.receive(begun, signal));
        if (update != null) {
            updateCalls.handle(update, begun, making.turn(), making::apply);
        }
        making.closeIfEnded(begun);
    }

    /** Makes the first step of a run whose history is known to be its start and nothing else, unless it was made already. */
    void beginStored(WorkflowExecutionStarted started) {
        if (!making.isCodeLoaded()) {
            making.closeIfEnded(code.beginStored(started, making.turn()));
        }
    }

    /** Makes the start, and the signals that came with it, durable although its first step failed. */
    void keep(RunInput.Begin begin) {
        beginWithoutStep(begin);
        making.turn().append(begin.started(), List.of());
        begin.signals().forEach(signal -> inbox.park(making.turn(), signal));
    }

    /** Applies an event; a signal that is refused because it does not fit the workflow type changes nothing. */
    void deliver(RunInput.Deliver deliver) {
        RunCode live = making.load();
        if (TurnMaking.isForCode(deliver.event())) {
            making.endWait(live);
        }
        if (deliver.event() instanceof ActivityTaskReported report) {
            activities.deliver(report, deliver, live);
        } else if (deliver.event() instanceof WorkflowExecutionSignaled signal) {
            DurableException reason = live.whyUndeliverable(signal);
            if (reason != null && deliver.accepted() != null && live.isMistake(signal)) {
                deliver.accepted().completeExceptionally(reason);
                return;
            }
            making.turn().uses(deliver);
            making.receive(live, signal);
        } else {
            making.turn().uses(deliver);
            making.apply(live, deliver.event());
        }
        making.closeIfEnded(live);
    }

    /** Accepts or rejects an update. */
    void update(RunInput.Update update) {
        RunCode live = making.load();
        making.endWait(live);
        making.turn().uses(update);
        updateCalls.handle(update, live, making.turn(), making::apply);
        making.closeIfEnded(live);
    }

    /** Has somebody wait for an update if the run has accepted it. */
    void findUpdate(RunInput.FindUpdate search) {
        updateCalls.find(search, making.load());
    }

    /**
     * Closes the run by an event from outside. Messages that are stored are delivered first if the code can be had; otherwise they are
     * only recorded.
     *
     * @param codeFails whether it is known that the code cannot be had
     */
    void endFromOutside(RunInput.Deliver deliver, boolean codeFails) {
        making.turn().uses(deliver);
        RunCode live = codeFails ? null : loadIfPossible();
        if (live == null) {
            live = code.withoutInstance();
        } else if (inbox.areMessagesStored() && !code.isPaused()) {
            making.takeMessages(Integer.MAX_VALUE);
        }
        if (!making.turn().closesRun()) {
            live.endFromOutside(deliver.event(), environment.time().now());
            making.closeIfEnded(live);
        }
    }

    /**
     * Takes those messages that control a run whose code gets no others now: because it fails, or because it is paused.
     *
     * @param codeFails whether the code cannot be had
     * @param onRetry takes requests that something be tried at once
     */
    void takeControl(boolean codeFails, Consumer<WorkflowExecutionRetryRequested> onRetry) {
        InboundEvent control = inbox.nextControl(making.turn(), event -> isControl(event, codeFails));
        if (control == null) {
            return;
        }
        if (control instanceof WorkflowExecutionRetryRequested request) {
            onRetry.accept(request);
        } else if (control.closesRun()) {
            endFromOutside(new RunInput.Deliver(control, null), codeFails);
        } else {
            making.apply(making.load(), control);
        }
    }

    /** A second pause counts as control, too: it is taken and changes nothing. */
    private boolean isControl(InboundEvent event, boolean codeFails) {
        return event.closesRun()
                || event instanceof WorkflowExecutionRetryRequested
                || !codeFails && (!holdsBack(event) || event instanceof WorkflowExecutionPaused);
    }

    private @Nullable RunCode loadIfPossible() {
        try {
            return making.load();
        } catch (StoreUnavailableException | StoreConflictException e) {
            throw e;
        } catch (RuntimeException e) {
            codeFailures.endedWithoutCode(e);
            code.drop();
            return null;
        }
    }

    /** Keeps an event of a run whose code fails as a message. */
    void park(RunInput.Deliver deliver) {
        if (deliver.event() instanceof ActivityTaskReported report
                && code.isAdopted()
                && activities.refusesOutdated(report, deliver)) {
            return;
        }
        making.turn().uses(deliver);
        inbox.parkAndKeep(making.turn(), deliver.event());
    }

    /** Keeps an event that the code gets later as a message, unless it asks for what is the case already. */
    void holdBack(RunInput.Deliver deliver) {
        if (deliver.event() instanceof WorkflowExecutionPaused) {
            making.turn().uses(deliver);
        } else {
            park(deliver);
        }
    }

    /** Takes a sign of life of an activity, for which the code is not needed. */
    void heartbeat(RunInput.Deliver deliver) {
        if (code.isAdopted()) {
            activities.heartbeat((ActivityTaskReported) deliver.event(), deliver);
        } else {
            // the code could not be had since the run came here: nothing waits for signs of life yet
            making.turn().uses(deliver);
        }
    }

    /** Executes the local activities that the code has called. */
    void startLocalActivities() {
        RunCode live = code.find();
        if (live != null) {
            activities.startLocal(live);
        }
    }

    /** Applies the result of a local activity, unless the code that has called it is gone. */
    void localActivityEnded(RunInput.LocalActivityEnded end) {
        RunCode live = code.find();
        if (live != null) {
            code.used();
            activities.localEnded(end, live);
            making.closeIfEnded(live);
        }
    }

    Payload query(RunInput.Query query) {
        return making.load().query(query.name(), query.arguments());
    }

    private void beginWithoutStep(RunInput.Begin begin) {
        making.turn().uses(begin);
        making.turn().start(begin.row(), begin.started());
        code.beginsHere(begin.started());
    }
}
