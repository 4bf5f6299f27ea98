package dev.durable.engine.run;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Calls one activity and returns what that says. */
@Workflow
class Asking {

    private final Work work;

    Asking(WorkflowContext workflow) {
        this.work = workflow.activity(Work.class, ActivityOptions.NONE.withStartToCloseTimeout(Duration.ofSeconds(10)));
    }

    @WorkflowMethod
    public String run() {
        return work.run();
    }

    @Activity
    interface Work {

        String run();
    }
}
