package dev.durable.engine.run;

import dev.durable.history.ActivityTaskReported;
import dev.durable.history.ActivityTaskReported.Kind;
import dev.durable.history.WorkflowExecutionRetryRequested;
import dev.durable.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Decides what an input does to its run at the moment: it is applied to the code, kept as a message, put off, or refused. That depends on
 * whether the code fails or is paused. Confined to the run's actor.
 */
final class RunIntake {

    private final String workflowId;
    private final TurnMaking making;
    private final RunSteps steps;
    private final RelatedRuns relatedRuns;
    private final RetryRequests retryRequests;
    private final Runnable onStarted;
    private final Consumer<RunInput.Freeze> onFreeze;
    private final Consumer<RunInput.Passivate> onPassivate;
    private final BooleanSupplier nothingWaits;
    private final List<RunInput> postponed = new ArrayList<>();
    private boolean codeFailing;

    /**
     * @param onStarted called when the run is known to be stored
     * @param onFreeze has the run leave
     * @param onPassivate has the run leave if it has nothing to do
     * @param nothingWaits whether there is no further input
     */
    RunIntake(
            String workflowId,
            TurnMaking making,
            RunSteps steps,
            RelatedRuns relatedRuns,
            RetryRequests retryRequests,
            Runnable onStarted,
            Consumer<RunInput.Freeze> onFreeze,
            Consumer<RunInput.Passivate> onPassivate,
            BooleanSupplier nothingWaits) {
        this.workflowId = workflowId;
        this.making = making;
        this.steps = steps;
        this.relatedRuns = relatedRuns;
        this.retryRequests = retryRequests;
        this.onStarted = onStarted;
        this.onFreeze = onFreeze;
        this.onPassivate = onPassivate;
        this.nothingWaits = nothingWaits;
    }

    /** From now on the code gets nothing, until it is tried again. */
    void codeFails() {
        codeFailing = true;
    }

    boolean isCodeFailing() {
        return codeFailing;
    }

    /** Whether the code gets nothing now but what controls the run. */
    boolean isCodeBlocked() {
        return codeFailing || steps.holdsBack();
    }

    /** Applies stored messages, as far as the turn may grow. */
    void takeMessages(int maxSteps) {
        if (isCodeBlocked()) {
            steps.takeControl(codeFailing, request -> retryRequests.take(request, codeFailing));
        } else {
            making.takeMessages(maxSteps);
        }
    }

    /** Whether something waits here for the code, or the code itself for its next try. */
    boolean isWaitingForCode() {
        return codeFailing || !postponed.isEmpty();
    }

    /** Whether there are inputs that had to wait for the code and need not any more. */
    boolean hasPostponed() {
        return !postponed.isEmpty() && !isCodeBlocked();
    }

    /** Takes the inputs that need not wait for the code any more. */
    List<RunInput> takePostponed() {
        if (!hasPostponed()) {
            return List.of();
        }
        List<RunInput> taken = List.copyOf(postponed);
        postponed.clear();
        return taken;
    }

    /** The run leaves this node: nothing comes of what waits for its code. */
    void refusePostponed() {
        postponed.forEach(this::refuse);
        postponed.clear();
    }

    /** Takes an input; false if it has to wait until the turn is committed. */
    boolean take(RunInput input) {
        if (input instanceof RunInput.Deliver deliver) {
            deliver(deliver);
        } else if (input instanceof RunInput.Update update) {
            if (isCodeBlocked()) {
                refuse(update); // as a message it outlives its caller, and has its place among the others
            } else {
                steps.update(update);
            }
        } else if (input instanceof RunInput.LocalActivityEnded end) {
            if (isCodeBlocked()) {
                postponed.add(end);
            } else {
                steps.localActivityEnded(end);
            }
        } else if (input instanceof RunInput.Begin begin) {
            steps.begin(begin);
        } else if (input instanceof RunInput.MessagesStored) {
            steps.messagesStored();
        } else if (input instanceof RunInput.Adopt adopt) {
            onStarted.run();
            making.code().expect(adopt.snapshot());
            making.load();
        } else if (input instanceof RunInput.BeginStored begin) {
            onStarted.run();
            steps.beginStored(begin.started());
        } else if (input instanceof RunInput.LookUp lookUp) {
            relatedRuns.lookUp(lookUp.requests());
        } else if (input instanceof RunInput.TryAgain) {
            tryAgain();
        } else {
            // to stop waiting takes no more than being woken up
            return takeOfAttempt(input) || input instanceof RunInput.StopWaiting || takeBetweenTurns(input);
        }
        return true;
    }

    /** Lets the code have what has waited for it, unless it was tried meanwhile because somebody asked for that. */
    private void tryAgain() {
        if (codeFailing) {
            codeFailing = false;
            steps.lookAtAllMessages();
            making.load();
        }
    }

    private void deliver(RunInput.Deliver deliver) {
        if (deliver.event() instanceof WorkflowExecutionRetryRequested request) {
            making.turn().uses(deliver);
            if (!codeFailing && !steps.isAdopted()) {
                making.load(); // it came before anything else
            }
            retryRequests.take(request, codeFailing);
        } else if (deliver.event().closesRun()) {
            steps.endFromOutside(deliver, codeFailing);
        } else if (isHeartbeat(deliver) && isCodeBlocked()) {
            steps.heartbeat(deliver);
        } else if (codeFailing) {
            steps.park(deliver);
        } else if (steps.holdsBack(deliver.event())) {
            steps.holdBack(deliver);
        } else {
            steps.deliver(deliver);
        }
    }

    /** A sign of life says nothing to the code, so it does not wait for that. */
    private static boolean isHeartbeat(RunInput.Deliver deliver) {
        return deliver.event() instanceof ActivityTaskReported report && report.kind() == Kind.HEARTBEAT;
    }

    /** Stores what an input says about an attempt, for which the code is never needed; false if it says nothing. */
    private boolean takeOfAttempt(RunInput input) {
        if (input instanceof RunInput.ActivityRetry retry) {
            making.activities().retry(retry);
        } else if (input instanceof RunInput.ActivityUnderWay underWay) {
            making.activities().store(underWay);
        } else if (input instanceof RunInput.ActivityWithdrawn withdrawn) {
            making.activities().route(withdrawn);
        } else if (input instanceof RunInput.ActivityRelease release) {
            making.activities().release(release);
        } else {
            return false;
        }
        return true;
    }

    /** Takes an input that must not see what is not committed. */
    private boolean takeBetweenTurns(RunInput input) {
        if (asksForState(input) && !codeFailing) {
            making.load();
        }
        if (!making.turn().isEmpty()) {
            return false;
        }
        // code that was loaded a moment ago may have called something that has not begun
        steps.startLocalActivities();
        if (asksForState(input)) {
            answer(input);
        } else if (input instanceof RunInput.Evict
                && nothingWaits.getAsBoolean()
                && !making.activities().areLocalRunning()) {
            making.code().drop();
        } else if (input instanceof RunInput.Passivate wish && nothingWaits.getAsBoolean()) {
            onPassivate.accept(wish);
        } else if (input instanceof RunInput.Freeze freeze) {
            onFreeze.accept(freeze);
        }
        return true;
    }

    private static boolean asksForState(RunInput input) {
        return input instanceof RunInput.Query || input instanceof RunInput.FindUpdate;
    }

    private void answer(RunInput question) {
        if (codeFailing) {
            refuse(question);
        } else if (question instanceof RunInput.FindUpdate search) {
            steps.findUpdate(search);
        } else if (question instanceof RunInput.Query query) {
            try {
                query.answer().complete(steps.query(query));
            } catch (RuntimeException e) {
                query.answer().completeExceptionally(e);
            }
        }
    }

    private void refuse(RunInput input) {
        input.refuse(new RunGoneException(workflowId));
    }

    /** Makes an input of a turn in which the code has failed durable without its step. */
    void keep(RunInput input) {
        if (input instanceof RunInput.Deliver deliver
                && deliver.event() instanceof WorkflowExecutionRetryRequested request) {
            keep(deliver, request);
        } else if (input instanceof RunInput.Deliver deliver) {
            steps.park(deliver);
        } else if (input instanceof RunInput.Begin begin) {
            steps.keep(begin);
            if (begin.update() != null) {
                refuse(begin.update());
            }
        } else if (input instanceof RunInput.Update || asksForState(input)) {
            refuse(input);
        } else {
            takeOfAttempt(input);
        }
    }

    /** The code was tried just now, so that only activities are left; later, if the database is in trouble. */
    private void keep(RunInput.Deliver deliver, WorkflowExecutionRetryRequested request) {
        try {
            retryRequests.take(request, false);
            making.turn().uses(deliver);
        } catch (StoreUnavailableException e) {
            steps.park(deliver);
        }
    }
}
