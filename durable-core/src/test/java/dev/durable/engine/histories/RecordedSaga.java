package dev.durable.engine.histories;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import java.util.List;

/** Undoes what was done, one after another although one compensation fails, or all at once; then fails itself, with causes. */
@Workflow(failureTypes = IllegalStateException.class)
class RecordedSaga {

    private static final ActivityOptions ONCE = ActivityOptions.NONE.withRetry(RetryOptions.maximumAttempts(1));

    private final WorkflowContext workflow;
    private final RecordedActivities activities;

    RecordedSaga(WorkflowContext workflow) {
        this.workflow = workflow;
        this.activities = workflow.activity(RecordedActivities.class, ONCE);
    }

    @WorkflowMethod
    void run(boolean parallel) {
        Saga saga = parallel ? workflow.newSaga(new SagaOptions(true, true)) : workflow.newSaga();
        saga.addCompensation(() -> activities.call("later, refund"));
        activities.call("charge");
        saga.addCompensation(() -> activities.call("fails always"));
        activities.call("reserve");
        saga.addCompensation(() -> activities.call("later, call back"));
        try {
            activities.call("fails for good");
        } catch (ActivityFailure e) {
            throw undone(saga, e);
        }
    }

    private static RuntimeException undone(Saga saga, ActivityFailure failure) {
        try {
            saga.compensate();
        } catch (ActivityFailure e) {
            return ApplicationFailure.of("half undone", "HalfUndone", failure, List.of(e.attempt(), "attempt"));
        }
        return new IllegalStateException("undone", failure);
    }
}
