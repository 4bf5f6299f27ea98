package dev.durable.docs.messages;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a customer has put into a basket, until it is paid for or forgotten. */
@Workflow
public class BasketWorkflow {

    private final WorkflowContext workflow;
    private final List<String> items = new ArrayList<>();
    private boolean paid;

    BasketWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public List<String> fill(String customer) {
        workflow.await(Duration.ofDays(30), () -> paid);
        return items;
    }

    @SignalMethod
    public void add(String item) {
        items.add(item);
    }

    @UpdateMethod
    public int addAndCount(String item) {
        items.add(item);
        return items.size();
    }

    @SignalMethod
    public void pay() {
        paid = true;
    }
}
