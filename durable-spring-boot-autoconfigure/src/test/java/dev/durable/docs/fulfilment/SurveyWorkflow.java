package dev.durable.docs.fulfilment;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a customer how it was; one at a time, however many orders there are. */
@Workflow
public class SurveyWorkflow {

    private final WorkflowContext workflow;
    private final List<String> orders = new ArrayList<>();
    private int stars;

    SurveyWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public int ask(String order) {
        orders.add(order);
        workflow.await(Duration.ofDays(14), () -> stars > 0);
        return stars;
    }

    @SignalMethod
    public void about(String order) {
        orders.add(order);
    }

    @SignalMethod
    public void answer(int given) {
        stars = given;
    }

    @QueryMethod
    public List<String> orders() {
        return orders;
    }
}
