package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sleeps, and waits for conditions and for a timer, with and without a limit, in time and too late. */
@Workflow
class RecordedTimers {

    private final WorkflowContext workflow;
    private int rings;

    RecordedTimers(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    List<String> run() {
        List<String> seen = new ArrayList<>();
        Instant began = workflow.now();
        workflow.sleep(Duration.ofSeconds(30));
        workflow.sleep(Duration.ZERO);
        seen.add("slept " + Duration.between(began, workflow.now()).toSeconds());
        Promise<Void> monthly = workflow.newTimer(Duration.ofDays(30));
        seen.add("in time " + workflow.await(Duration.ofMinutes(1), () -> rings == 1));
        seen.add("in time " + workflow.await(Duration.ofMinutes(1), () -> rings == 2));
        seen.add("in time " + workflow.await(Duration.ZERO, () -> rings == 1));
        seen.add("a month " + monthly.await(Duration.ofHours(1)));
        workflow.await(() -> rings == 2);
        monthly.get();
        seen.add("days " + Duration.between(began, workflow.clock().instant()).toDays());
        return seen;
    }

    @SignalMethod
    void ring() {
        rings++;
    }
}
