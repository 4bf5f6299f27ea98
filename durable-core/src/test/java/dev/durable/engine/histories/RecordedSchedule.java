package dev.durable.engine.histories;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.schedule.ScheduledStart;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;

/** Was started by a schedule, after another run had completed. */
@Workflow
class RecordedSchedule {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;

    RecordedSchedule(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    @WorkflowMethod
    String run(String region, ScheduledStart start) {
        activities.call(region + " of " + start.scheduleId() + " at " + start.scheduledAt());
        workflow.sleep(Duration.between(start.scheduledAt(), start.scheduledAt().plusSeconds(60)));
        return start.scheduledAt().toString();
    }
}
