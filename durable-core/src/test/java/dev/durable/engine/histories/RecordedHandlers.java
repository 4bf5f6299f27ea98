package dev.durable.engine.histories;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Registers its handlers when it comes to know what there is to be handled. */
@Workflow
class RecordedHandlers {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private final List<String> log = new ArrayList<>();

    RecordedHandlers(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
        workflow.onSignal("learn", String.class, this::learn);
    }

    @WorkflowMethod
    List<String> run() {
        workflow.onUpdate((name, arguments) -> activities.call(name + " of " + arguments.size()));
        workflow.await(() -> log.contains("enough"));
        return log;
    }

    private void learn(String name) {
        workflow.onSignal(name, arguments -> log.add(activities.call(name + " " + arguments.get(0, Integer.class))));
        if (name.equals("anything")) {
            workflow.onSignal((signal, arguments) -> log.add(signal));
        }
    }
}
