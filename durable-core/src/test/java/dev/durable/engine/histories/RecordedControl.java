package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gets on step by step, so that it can be paused, resumed and reset between them. */
@Workflow
class RecordedControl {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private final List<String> log = new ArrayList<>();

    RecordedControl(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    List<String> run() {
        log.add("id " + workflow.randomUuid());
        log.add(activities.call("first"));
        workflow.sleep(Duration.ofMinutes(1));
        log.add("id " + workflow.randomUuid());
        workflow.await(() -> log.contains("go"));
        log.add(activities.call("second"));
        log.add("id " + workflow.randomUuid());
        return log;
    }

    @SignalMethod
    void say(String word) {
        log.add(word);
    }

    @UpdateMethod
    int count(String word) {
        log.add(word);
        return log.size();
    }
}
