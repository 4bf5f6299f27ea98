package dev.durable.engine.histories;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;

/** Asks for versions of changes in a loop, in a handler and in an async function. */
@Workflow
class RecordedVersions {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private int signals;

    RecordedVersions(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    String run(int rounds) {
        Promise<Boolean> inAsync = workflow.async(() -> workflow.patched("async"));
        for (int i = 0; i < rounds; i++) {
            activities.call(workflow.version("loop", DEFAULT_VERSION, 2) == 2 ? "new way" : "old way");
        }
        workflow.await(() -> signals == 1);
        return "loop " + workflow.version("loop", DEFAULT_VERSION, 2) + ", async " + inAsync.get();
    }

    @SignalMethod
    void note() {
        signals++;
        if (workflow.version("handler", DEFAULT_VERSION, 1) == 1) {
            activities.call("handled");
        }
    }
}
