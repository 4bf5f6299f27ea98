package dev.durable.engine.scenario;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Waits until it has got so many items by signal, and returns them. */
@Workflow
public class Inbox {

    private final WorkflowContext workflow;
    private final List<String> items = new ArrayList<>();
    private boolean finished;

    Inbox(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    /** Collects items. */
    @WorkflowMethod
    public List<String> collect(int wanted) {
        workflow.await(() -> finished || items.size() >= wanted);
        return items;
    }

    /** Another item. */
    @SignalMethod
    public void put(String item) {
        items.add(item);
    }

    /** Ends the run with what is there. */
    @SignalMethod
    public void finish() {
        finished = true;
    }

    /** What is there. */
    @QueryMethod
    public List<String> items() {
        return items;
    }

    /** The item at a place. */
    @QueryMethod
    public String item(int index) {
        return items.get(index);
    }
}
