package dev.durable.engine.schedule;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.RunDefaults;
import dev.durable.engine.extension.ContextPropagation;
import dev.durable.engine.run.RunPlacement;
import dev.durable.engine.time.TimeSource;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduledRunOptions;
import dev.durable.schedule.ScheduledStart;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the runs that schedules start.
 *
 * @param time gives the runs their ids
 * @param placement says which node goes on with a run
 * @param definitions workflow types that this node has code for
 * @param payloads encodes what is filled in
 * @param contexts what travels with runs that nobody calls
 */
record ScheduledRuns(
        TimeSource time,
        RunPlacement placement,
        Definitions definitions,
        PayloadConverter payloads,
        ContextPropagation contexts) {

    static String workflowId(LoadedSchedule schedule, WaitingAction action) {
        String prefix = schedule.schedule().action().workflowId();
        return (prefix != null ? prefix : schedule.scheduleId()) + "-" + action.scheduledAt();
    }

    ScheduledRun make(
            LoadedSchedule schedule, WaitingAction waiting, boolean overlapping, RunOrigin origin, Instant now) {
        ScheduleAction action = schedule.schedule().action();
        String workflowId = workflowId(schedule, waiting);
        WorkflowExecutionStarted started = new WorkflowExecutionStarted(
                1,
                now,
                workflowId,
                action.workflowType(),
                taskQueue(action),
                input(schedule.scheduleId(), action, waiting.scheduledAt()),
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION,
                origin,
                options(action, now),
                contexts.originate(action.workflowType(), workflowId, payloads::toPayload),
                Map.of(),
                searchAttributes(schedule, waiting));
        TakenAction taken =
                new TakenAction(waiting.scheduledAt(), now, started.workflowId(), time.newId(now), overlapping, false);
        return new ScheduledRun(
                taken, started, placement.start(taken.runId(), started, WorkflowIdReusePolicy.ALLOW_DUPLICATE));
    }

    /** What a run is told of those before it. */
    static RunOrigin origin(@Nullable Payload lastResult, @Nullable FailureInfo lastFailure) {
        return new RunOrigin(null, null, null, 1, null, lastResult, lastFailure);
    }

    private RunOptions options(ScheduleAction action, Instant now) {
        RunDefaults declared = definitions
                .workflow(action.workflowType())
                .map(definition -> definition.contract().runDefaults())
                .orElse(RunDefaults.NONE);
        ScheduledRunOptions own = action.options();
        return declared.overriddenBy(own.executionTimeout(), own.runTimeout(), own.retry(), Duration.ZERO)
                .startedAt(now);
    }

    private static SearchAttributes searchAttributes(LoadedSchedule schedule, WaitingAction action) {
        return schedule.schedule()
                .action()
                .options()
                .searchAttributes()
                .with(ScheduledStart.SCHEDULE_ID, schedule.scheduleId())
                .with(ScheduledStart.SCHEDULED_AT, action.scheduledAt());
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
}
