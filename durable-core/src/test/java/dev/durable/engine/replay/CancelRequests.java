package dev.durable.engine.replay;

import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.Set;

/** Asks single activities to stop, for tests of what follows from that. */
public final class CancelRequests {

    private CancelRequests() {}

    /** Asks the activity of the event to stop; its call goes on until it has. */
    public static void request(WorkflowContext workflow, int scheduledEventId) {
        RunContext context = (RunContext) workflow;
        context.requireCommandsAllowed("request");
        context.record(eventId -> new ActivityTaskCancelRequested(eventId, context.now(), scheduledEventId));
    }

    /** Asks the activity to stop that was scheduled last and was not asked before, if there is one. */
    public static void requestLatest(WorkflowContext workflow) {
        PendingActivities pending = pendingOf((RunContext) workflow);
        Set<Integer> asked = pending.cancelRequested();
        List<Integer> candidates = pending.scheduled().stream()
                .map(ActivityTaskScheduled::eventId)
                .filter(eventId -> !asked.contains(eventId))
                .toList();
        if (!candidates.isEmpty()) {
            request(workflow, candidates.get(candidates.size() - 1));
        }
    }

    private static PendingActivities pendingOf(RunContext context) {
        try {
            var field = RunContext.class.getDeclaredField("pendingActivities");
            field.setAccessible(true);
            return (PendingActivities) field.get(context);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
