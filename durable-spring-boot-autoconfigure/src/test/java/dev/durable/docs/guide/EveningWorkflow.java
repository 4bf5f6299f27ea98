package dev.durable.docs.guide;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.util.List;

/** Reminds customers until it is late. */
@Workflow
class EveningWorkflow {

    private final WorkflowContext workflow;
    private boolean late;
    private int reached;

    EveningWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    int remind(List<String> customers) {
        // region outcome
        ReminderActivities reminders = workflow.activity(
                ReminderActivities.class,
                ActivityOptions.NONE.withCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED));
        CancellationScope evening = workflow.newCancellationScope(() -> reached = reminders.remind(customers));
        Promise<Void> calls = workflow.async(evening::run);
        workflow.await(() -> late || calls.isDone());
        evening.cancel("nobody is called after eight"); // changes nothing if all have been called
        calls.get(); // ends when the activity has, and throws what that throws
        return reached;
        // endregion
    }

    @SignalMethod
    void itIsLate() {
        late = true;
    }
}
