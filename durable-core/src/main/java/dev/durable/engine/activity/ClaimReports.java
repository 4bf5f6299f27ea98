package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.AttemptVerdict.Ends;
import dev.durable.engine.activity.AttemptVerdict.Repeats;
import dev.durable.engine.time.TimeSource;
import dev.durable.history.ActivityTaskReported;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.StoredMessage;
import java.util.Set;

/**
 * Writes what follows from attempts that were claimed: the end of the activity, as a message to its run, or the next attempt, for whoever
 * claims that. Blocks. Thread-safe.
 */
final class ClaimReports {

    private final ActivityTaskStore store;
    private final TimeSource time;
    private final AttemptJudge judge;

    ClaimReports(ActivityTaskStore store, TimeSource time, AttemptJudge judge) {
        this.store = store;
        this.time = time;
        this.judge = judge;
    }

    /** The activity as its attempt is to be made. */
    static ActivityTask task(ClaimedActivity activity) {
        ActivityTask task = ActivityTask.first(
                        activity.claim().runId(), activity.workflowId(), activity.workflowType(), activity.scheduled())
                .resumedFrom(activity.state());
        return activity.cancelRequested() ? task.askedToStop() : task;
    }

    ClaimAnswer ended(ActivityClaim claim, ActivityTaskState state, InboundEvent outcome) {
        return store.changeClaimed(claim, ClaimChange.ended(state, message(outcome)));
    }

    /** Has another attempt made, unless the activity is to stop: then it has failed. */
    ClaimAnswer repeated(ActivityClaim claim, ActivityTask next, FailedAttempt failed) {
        ClaimAnswer answer = store.changeClaimed(claim, ClaimChange.repeated(next.toRoutedState(), failed));
        if (answer != ClaimAnswer.TO_STOP) {
            return answer;
        }
        AttemptVerdict verdict = judge.failed(next.previous().askedToStop(), failed.failure(), Set.of());
        return ended(claim, next.toRoutedState(), ((Ends) verdict).outcome());
    }

    ClaimAnswer progress(ActivityClaim claim, ActivityTaskState state) {
        Stage stage = state.stage() == Stage.STARTED ? Stage.CLAIMED : state.stage();
        return store.changeClaimed(claim, ClaimChange.progress(state.inStage(stage)));
    }

    /** The owner of the run sees to the attempt from now on, whose result comes from outside. */
    ClaimAnswer handedOver(ActivityClaim claim, ActivityTaskState state) {
        ActivityTaskReported hint =
                ActivityTaskReported.heartbeat(time.now(), claim.scheduledEventId(), claim.attempt(), null);
        return store.changeClaimed(claim, ClaimChange.handedOver(state, message(hint)));
    }

    /** The attempt may have begun in a process that is gone. */
    void lost(ClaimedActivity activity) {
        ActivityClaim claim = activity.claim();
        if (activity.state().stage() == Stage.OUTSIDE) {
            handedOver(claim, activity.state());
            return;
        }
        ActivityTask task = task(activity);
        AttemptVerdict verdict = judge.lost(task);
        ActivityReporter.log(task, verdict);
        if (verdict instanceof Ends ends) {
            ended(claim, activity.state(), ends.outcome());
        } else if (verdict instanceof Repeats repeats) {
            repeated(claim, repeats.next(), repeats.failed());
        }
    }

    private StoredMessage message(InboundEvent event) {
        return new StoredMessage(time.newId(), event);
    }
}
