package dev.durable.benchmarks;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Blocks in a timer or until a signal comes. */
@Workflow
class SleepingWorkflow {

    static final String WOKEN_BY_TIMER = "timer";
    static final String WOKEN_BY_SIGNAL = "signal";

    private final WorkflowContext workflow;
    private boolean awake;

    SleepingWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    /**
     * Sleeps.
     *
     * @param duration how long, or null to wait for the signal
     */
    @WorkflowMethod
    public String sleep(@Nullable Duration duration) {
        if (duration == null) {
            workflow.await(() -> awake);
            return WOKEN_BY_SIGNAL;
        }
        workflow.sleep(duration);
        return WOKEN_BY_TIMER;
    }

    @SignalMethod
    public void wakeUp() {
        awake = true;
    }
}
