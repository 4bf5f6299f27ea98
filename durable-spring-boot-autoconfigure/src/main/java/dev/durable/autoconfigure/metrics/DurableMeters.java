package dev.durable.autoconfigure.metrics;

import dev.durable.activity.ActivityInfo;
import dev.durable.context.Header;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.engine.observation.ClosedRun;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.failure.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter.MeterProvider;
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
    private final MeterProvider<Timer> turns;
    private final MeterProvider<Counter> started;
    private final MeterProvider<Timer> closed;
    private final MeterProvider<Timer> replays;
    private final MeterProvider<DistributionSummary> replayedEvents;
    private final MeterProvider<Counter> codeFailures;
    private final MeterProvider<Counter> passivated;
    private final MeterProvider<Timer> attempts;

    DurableMeters(MeterRegistry registry) {
        this.registry = registry;
        this.commits = Timer.builder("durable.commit")
                .description("Database transactions that commit turns")
                .register(registry);
        this.batches = DistributionSummary.builder("durable.commit.turns")
                .description("Turns that share a commit")
                .baseUnit("turns")
                .register(registry);
        this.turns = timer("durable.turn", "Turns, from when they are handed in until they are committed");
        this.started = counter("durable.workflow.started", "Runs whose start this node has stored");
        this.closed = timer("durable.workflow.closed", "Runs that closed here, and the time from their start");
        this.replays = timer("durable.replay", "Code that came back to memory by replay");
        this.replayedEvents = DistributionSummary.builder("durable.replay.events")
                .description("Events that were replayed to bring code back to memory")
                .withRegistry(registry);
        this.codeFailures =
                counter("durable.workflow.code.failures", "Times that workflow code failed and is tried again");
        this.passivated =
                counter("durable.workflow.passivated", "Runs that left memory because they had nothing to do");
        this.attempts = timer("durable.activity.attempt", "Attempts of activities, local ones too");
    }

    private MeterProvider<Timer> timer(String name, String description) {
        return Timer.builder(name).description(description).withRegistry(registry);
    }

    private MeterProvider<Counter> counter(String name, String description) {
        return Counter.builder(name).description(description).withRegistry(registry);
    }

    @Override
    public void committed(int turns, Duration latency) {
        commits.record(latency);
        batches.record(turns);
    }

    @Override
    public void turnCommitted(String workflowType, Duration latency) {
        turns.withTag(WORKFLOW_TYPE, workflowType).record(latency);
    }

    @Override
    public void workflowStarted(String workflowType) {
        started.withTag(WORKFLOW_TYPE, workflowType).increment();
    }

    @Override
    public void workflowClosed(ClosedRun run) {
        closed.withTags(
                        WORKFLOW_TYPE,
                        run.started().workflowType(),
                        OUTCOME,
                        Outcomes.of(run.closing().type()))
                .record(run.duration());
    }

    @Override
    public void replayed(String workflowType, int events, Duration duration) {
        replays.withTag(WORKFLOW_TYPE, workflowType).record(duration);
        replayedEvents.withTag(WORKFLOW_TYPE, workflowType).record(events);
    }

    @Override
    public void codeFailed(String workflowType, @Nullable ErrorCode code) {
        codeFailures
                .withTags(WORKFLOW_TYPE, workflowType, "error", code == null ? "other" : code.id())
                .increment();
    }

    @Override
    public void passivated(String workflowType) {
        passivated.withTag(WORKFLOW_TYPE, workflowType).increment();
    }

    @Override
    public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
        Timer.Sample sample = Timer.start(registry);
        return (outcome, failure) -> sample.stop(attempts.withTags(
                "activity.type",
                attempt.activityType(),
                "task.queue",
                attempt.taskQueue(),
                OUTCOME,
                Outcomes.of(outcome)));
    }
}
