package dev.durable.autoconfigure.actuate;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;

/** Waits for a decision. */
@Workflow(name = "Desk")
public class DeskWorkflow {

    private final WorkflowContext workflow;
    private String decision = "";

    DeskWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public String decide(String secret) {
        if (secret.equals("broken")) {
            throw new IllegalStateException("the desk is broken");
        }
        if (secret.equals("print")) {
            workflow.activity("Printer.print", Void.class, ActivityOptions.NONE.withTaskQueue("printing"));
        }
        workflow.await(() -> !decision.isEmpty());
        if (decision.equals("no")) {
            throw ApplicationFailure.of("the answer is no", "Refused");
        }
        return decision;
    }

    @SignalMethod
    public void decided(String by) {
        decision = by;
    }

    @QueryMethod
    public String decision() {
        return "decision: " + decision;
    }

    @UpdateMethod
    public String ask(String question) {
        return question + "? not yet";
    }
}
