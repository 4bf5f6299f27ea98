package dev.durable.engine.client;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Collects words until it is told to end; goes on as a new run when it is told so. */
@Workflow
class Relay {

    private final WorkflowContext workflow;
    private final List<String> words = new ArrayList<>();
    private int generation;
    private boolean passedOn;
    private boolean ended;

    Relay(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public List<String> run(int number) {
        generation = number;
        workflow.await(() -> passedOn || ended);
        if (passedOn) {
            throw workflow.continueAsNew(Relay.class, w -> w.run(number + 1));
        }
        return words;
    }

    @SignalMethod
    public void add(String word) {
        words.add(word);
    }

    @SignalMethod
    public void passOn() {
        passedOn = true;
    }

    @SignalMethod
    public void end() {
        ended = true;
    }

    @UpdateMethod
    public String put(String word) {
        words.add(word);
        return "put " + word;
    }

    @QueryMethod
    public int generation() {
        return generation;
    }
}
