package dev.durable.engine.histories;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.TimeoutFailure;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls activities that are retried, that fail for good, and that run out of each of their time limits. */
@Workflow
class RecordedRetries {

    private static final ActivityOptions ONCE = ActivityOptions.NONE.withRetry(RetryOptions.maximumAttempts(1));
    private static final ActivityOptions TWICE = ActivityOptions.NONE.withRetry(
            new RetryOptions(Duration.ofSeconds(5), 1.5, Duration.ofSeconds(6), 2, List.of("IllegalArgument")));

    private final WorkflowContext workflow;
    private final List<String> seen = new ArrayList<>();

    RecordedRetries(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    List<String> run() {
        call("fails at first", ActivityOptions.NONE);
        call("fails with a delay", ActivityOptions.NONE);
        call("reports progress", ActivityOptions.NONE.withHeartbeatTimeout(Duration.ofMinutes(1)));
        call("fails for good", ActivityOptions.NONE);
        call("is illegal", TWICE);
        call("fails always", TWICE);
        call("fails always", ONCE);
        call("fails always", ActivityOptions.NONE.withScheduleToCloseTimeout(Duration.ofSeconds(10)));
        call("hangs", ONCE.withStartToCloseTimeout(Duration.ofSeconds(10)));
        call("hangs", TWICE.withHeartbeatTimeout(Duration.ofSeconds(10)));
        call("waits", ONCE.withScheduleToStartTimeout(Duration.ofSeconds(10)));
        return seen;
    }

    private void call(String what, ActivityOptions options) {
        try {
            seen.add(workflow.activity(RecordedActivities.class, options).call(what));
        } catch (ActivityFailure e) {
            String cause = e.getCause() instanceof TimeoutFailure timeout
                    ? timeout.timeoutType().name()
                    : e.getCause().getMessage();
            seen.add(e.attempt() + " " + e.retryState() + ": " + cause);
        }
    }
}
