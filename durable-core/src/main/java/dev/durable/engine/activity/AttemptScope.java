package dev.durable.engine.activity;

import dev.durable.engine.MdcKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What surrounds the activity's code on its thread: activity context, log context and the thread's name. Closing restores what was there before,
 * whatever the activity's code left behind. Confined to the thread.
 */
final class AttemptScope implements AutoCloseable {

    private final ThreadBoundActivityContext context;
    private final @Nullable RunningAttempt attemptBefore;
    private final @Nullable Map<String, String> logContextBefore;
    private final String threadNameBefore;

    AttemptScope(RunningAttempt running, ThreadBoundActivityContext context) {
        this.context = context;
        attemptBefore = context.bind(running);
        logContextBefore = MDC.getCopyOfContextMap();
        threadNameBefore = Thread.currentThread().getName();
        ActivityTask task = running.attempt().task();
        MDC.put(MdcKeys.WORKFLOW_ID, task.workflowId());
        MDC.put(MdcKeys.RUN_ID, task.runId().toString());
        MDC.put(MdcKeys.WORKFLOW_TYPE, task.workflowType());
        MDC.put(MdcKeys.ACTIVITY_TYPE, task.scheduled().activityType());
        MDC.put(MdcKeys.ATTEMPT, Integer.toString(task.attempt()));
        Thread.currentThread()
                .setName("durable-activity " + task.scheduled().activityType() + " " + task.workflowId() + " #"
                        + task.attempt());
    }

    @Override
    public void close() {
        Thread.currentThread().setName(threadNameBefore);
        if (logContextBefore == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(logContextBefore);
        }
        context.unbind(attemptBefore);
    }
}
