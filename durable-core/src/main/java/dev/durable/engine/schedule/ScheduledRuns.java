package dev.durable.engine.schedule;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.Uuids;
import dev.durable.engine.definition.Definitions;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduledStart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the runs that schedules start. This node goes on with those that it can execute.
 *
 * @param nodeId this node
 * @param definitions workflow types that it has code for
 * @param taskQueues task queues that it hosts
 * @param payloads encodes what is filled in
 */
record ScheduledRuns(UUID nodeId, Definitions definitions, Set<String> taskQueues, PayloadConverter payloads) {

    ScheduledRuns {
        taskQueues = Set.copyOf(taskQueues);
    }

    static String workflowId(LoadedSchedule schedule, WaitingAction action) {
        String prefix = schedule.schedule().action().workflowId();
        return (prefix != null ? prefix : schedule.scheduleId()) + "-" + action.scheduledAt();
    }

    ScheduledRun make(
            LoadedSchedule schedule, WaitingAction waiting, boolean overlapping, RunOrigin origin, Instant now) {
        ScheduleAction action = schedule.schedule().action();
        WorkflowExecutionStarted started = new WorkflowExecutionStarted(
                        1,
                        now,
                        workflowId(schedule, waiting),
                        action.workflowType(),
                        taskQueue(action),
                        input(schedule.scheduleId(), action, waiting.scheduledAt()),
                        WorkflowExecutionStarted.CURRENT_ENGINE_VERSION)
                .withOrigin(origin);
        TakenAction taken = new TakenAction(
                waiting.scheduledAt(), now, started.workflowId(), Uuids.version7(now), overlapping, false);
        return new ScheduledRun(taken, started, executesHere(started) ? nodeId : null);
    }

    /** What a run is told of those before it. */
    static RunOrigin origin(@Nullable Payload lastResult, @Nullable FailureInfo lastFailure) {
        return new RunOrigin(null, null, null, 1, null, lastResult, lastFailure);
    }

    private List<Payload> input(String scheduleId, ScheduleAction action, Instant scheduledAt) {
        List<Payload> input = new ArrayList<>(action.input());
        int place = action.scheduledStart();
        if (place >= 0 && place < input.size()) {
            input.set(place, payloads.toPayload(new ScheduledStart(scheduleId, scheduledAt), ScheduledStart.class));
        }
        return input;
    }

    private String taskQueue(ScheduleAction action) {
        String own = action.taskQueue();
        return own != null
                ? own
                : definitions
                        .workflow(action.workflowType())
                        .map(definition -> definition.taskQueue())
                        .orElse(EngineSettings.DEFAULT_TASK_QUEUE);
    }

    private boolean executesHere(WorkflowExecutionStarted started) {
        return taskQueues.contains(started.taskQueue())
                && definitions.workflow(started.workflowType()).isPresent();
    }
}
