package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UnfinishedPolicy;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Gets messages with its start, from outside, from activities and from other workflows, and may leave handlers unfinished. */
@Workflow
class RecordedMessages {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private final List<String> log = new ArrayList<>();

    RecordedMessages(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
        workflow.onSignal((name, arguments) -> log.add(name + " with " + arguments.size()));
    }

    @WorkflowMethod
    List<String> run(int messages) {
        log.add("started");
        activities.call("signals back");
        workflow.await(() -> log.size() > messages);
        return log;
    }

    @SignalMethod
    void add(int number) {
        log.add("added " + number);
    }

    @UpdateMethod(unfinishedPolicy = UnfinishedPolicy.ABANDON)
    String ask(String question) {
        log.add(question);
        return activities.call("later: " + question);
    }
}
