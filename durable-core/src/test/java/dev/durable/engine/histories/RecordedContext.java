package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import org.slf4j.MDC;

/** Tells activities, a child and its next run under whose context they are called, in main code, async functions and handlers. */
@Workflow
class RecordedContext {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private boolean finished;

    RecordedContext(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    String run(int round) {
        activities.call("main for " + tenant());
        Promise<String> later = workflow.async(() -> activities.call("async for " + tenant()));
        MDC.put("tenant", tenant() + "-changed");
        workflow.await(() -> finished);
        String answer = later.get();
        workflow.newChild(RecordedContext.class).id("child-of-" + tenant()).start(child -> child.run(9));
        throw workflow.continueAsNew(RecordedContext.class, next -> next.run(answer.length()));
    }

    @SignalMethod
    void note() {
        activities.call("signal for " + tenant());
    }

    @UpdateMethod
    String finish() {
        finished = true;
        return tenant();
    }

    private static String tenant() {
        return String.valueOf(MDC.get("tenant"));
    }
}
