package dev.durable.chaos.work;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link WorkKind#SIGNALS}: a signal that came twice would be in the result twice. */
@Workflow
public class SignalsWorkflow {

    private final WorkflowContext workflow;
    private final List<Integer> received = new ArrayList<>();

    SignalsWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        workflow.await(() -> received.size() >= work.steps());
        workflow.sleep(Duration.ofMillis(work.pauseMillis()));
        return Work.joined(received.stream().sorted().toList());
    }

    /** Takes a number. */
    @SignalMethod
    public void tell(int number) {
        received.add(number);
    }
}
