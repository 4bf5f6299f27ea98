package dev.durable.autoconfigure.metrics;

import dev.durable.activity.ActivityInfo;
import dev.durable.context.Header;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.engine.observation.ClosedRun;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.failure.ErrorCode;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Counts and times what the engine does. Tags are types, queues and outcomes, never ids. Thread-safe. */
final class DurableMeters implements EngineObserver {

    private static final String WORKFLOW_TYPE = "workflow.type";
    private static final String OUTCOME = "outcome";

    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary batches;

    DurableMeters(MeterRegistry registry) {
        this.registry = registry;
        this.commits = Timer.builder("durable.commit")
                .description("Database transactions that commit turns")
                .register(registry);
        this.batches = DistributionSummary.builder("durable.commit.turns")
                .description("Turns that share a commit")
                .baseUnit("turns")
                .register(registry);
    }

    @Override
    public void committed(int turns, Duration latency) {
        commits.record(latency);
        batches.record(turns);
    }

    @Override
    public void turnCommitted(String workflowType, Duration latency) {
        registry.timer("durable.turn", WORKFLOW_TYPE, workflowType).record(latency);
    }

    @Override
    public void workflowStarted(String workflowType) {
        registry.counter("durable.workflow.started", WORKFLOW_TYPE, workflowType)
                .increment();
    }

    @Override
    public void workflowClosed(ClosedRun run) {
        registry.timer(
                        "durable.workflow.closed",
                        WORKFLOW_TYPE,
                        run.started().workflowType(),
                        OUTCOME,
                        Outcomes.of(run.closing().type()))
                .record(run.duration());
    }

    @Override
    public void replayed(String workflowType, int events, Duration duration) {
        registry.timer("durable.replay", WORKFLOW_TYPE, workflowType).record(duration);
        registry.summary("durable.replay.events", WORKFLOW_TYPE, workflowType).record(events);
    }

    @Override
    public void codeFailed(String workflowType, @Nullable ErrorCode code) {
        registry.counter(
                        "durable.workflow.code.failures",
                        WORKFLOW_TYPE,
                        workflowType,
                        "error",
                        code == null ? "other" : code.id())
                .increment();
    }

    @Override
    public void passivated(String workflowType) {
        registry.counter("durable.workflow.passivated", WORKFLOW_TYPE, workflowType)
                .increment();
    }

    @Override
    public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
        Timer.Sample sample = Timer.start(registry);
        return (outcome, failure) -> sample.stop(registry.timer(
                "durable.activity.attempt",
                "activity.type",
                attempt.activityType(),
                "task.queue",
                attempt.taskQueue(),
                OUTCOME,
                Outcomes.of(outcome)));
    }
}
