package dev.durable.engine.run;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.engine.activity.ActivityExecutor;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.replay.LocalActivityCall;
import dev.durable.history.ActivityTaskScheduled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The local activities that are executed for the code in memory. They belong to that code: what is not recorded when the code leaves
 * memory is given up and executed anew for its successor, which may call something else. Confined to the run's actor.
 */
final class LocalExecutions {

    private final RunIdentity run;
    private final ActivityExecutor executor;
    private final Map<Integer, Integer> running = new HashMap<>();

    LocalExecutions(RunIdentity run, ActivityExecutor executor) {
        this.run = run;
        this.executor = executor;
    }

    /** Executes what the code has called; it need not wait for any commit, since replay calls it again. */
    void start(List<LocalActivityCall> calls, String taskQueue) {
        for (LocalActivityCall call : calls) {
            int execution = executor.nextLocalExecution();
            running.put(execution, call.localActivityId());
            ActivityTaskScheduled scheduled = new ActivityTaskScheduled(
                    -execution,
                    call.calledAt(),
                    call.activityType(),
                    taskQueue,
                    call.input(),
                    call.timeouts(),
                    call.retryPolicy(),
                    ActivityCancellationType.TRY_CANCEL,
                    "",
                    ActivityTaskScheduled.DEFAULT_PRIORITY,
                    call.header());
            executor.submit(ActivityTask.firstOfLocal(
                    run.runId(), run.workflowId(), run.workflowType(), scheduled, call.localActivityId()));
        }
    }

    /** Whether something is executed whose result has not come. */
    boolean areRunning() {
        return !running.isEmpty();
    }

    /** An execution has ended; false if it was given up before. */
    boolean ended(int execution) {
        return running.remove(execution) != null;
    }

    /** Gives up everything. */
    void dropAll() {
        dropAllBut(Set.of());
    }

    /** Gives up what the code does not wait for any more, given what it waits for. */
    void dropAllBut(Set<Integer> localActivityIds) {
        running.entrySet().removeIf(execution -> {
            boolean dropped = !localActivityIds.contains(execution.getValue());
            if (dropped) {
                executor.forget(run.runId(), -execution.getKey());
            }
            return dropped;
        });
    }
}
