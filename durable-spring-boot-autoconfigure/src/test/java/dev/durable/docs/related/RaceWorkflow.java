package dev.durable.docs.related;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;

@Workflow
public class RaceWorkflow {

    private final WorkflowContext workflow;

    RaceWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public String race(List<Duration> runners) {
        // region scope
        CompletablePromise<String> winner = workflow.newPromise();
        CancellationScope runs = workflow.newCancellationScope(() -> {
            for (Duration runner : runners) {
                workflow.async(() -> {
                    workflow.sleep(runner);
                    winner.complete("the one that took " + runner);
                });
            }
        });
        runs.run();
        String first = winner.get();
        runs.cancel("somebody has won"); // the others' timers are given up
        // endregion
        return first;
    }
}
