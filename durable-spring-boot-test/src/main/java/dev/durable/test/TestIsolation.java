package dev.durable.test;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineProbe;
import dev.durable.failure.DurableException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * What happens between the tests of one application context: the engine is dropped, the histories that it leaves are checked and removed, and
 * it begins again, at the beginning of time. Called by one thread.
 */
final class TestIsolation implements SmartInitializingSingleton {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DurableEngine engine;
    private final DurableTestEngine testEngine;
    private final EngineProbe probe;
    private final Surroundings surroundings;
    private final Set<UUID> foreign = new HashSet<>();

    TestIsolation(DurableEngine engine, DurableTestEngine testEngine, EngineProbe probe, Surroundings surroundings) {
        this.engine = engine;
        this.testEngine = testEngine;
        this.probe = probe;
        this.surroundings = surroundings;
    }

    /** What was there before is none of the tests' business. */
    @Override
    public void afterSingletonsInstantiated() {
        if (surroundings.fresh() == null) {
            testEngine.runs().forEach(run -> foreign.add(run.runId()));
        }
    }

    /**
     * Makes everything as it was before the test.
     *
     * @return why a history does not replay, or null if all do
     */
    @Nullable
    AssertionError endTest() {
        testEngine.forgetCrash();
        boolean executed = engine.isRunning();
        Rest.awaitQuiet(probe);
        probe.drop();
        AssertionError difference = null;
        try {
            difference = surroundings.replay() ? firstDifference() : null;
        } finally {
            clear(executed);
        }
        return difference;
    }

    private @Nullable AssertionError firstDifference() {
        for (WorkflowSummary run : left()) {
            try {
                probe.verifyReplay(run.runId(), execution(run).history());
            } catch (DurableException e) {
                return new AssertionError(
                        "After the test, the history of workflow '" + run.workflowId()
                                + "' was replayed from each of its prefixes, as after crashes. Its code did something else than"
                                + " before, so it is not deterministic. (@AutoConfigureDurableTest(replay = false) switches this"
                                + " check off.)\n" + e.getMessage(),
                        e);
            }
        }
        return null;
    }

    private void clear(boolean executed) {
        if (surroundings.fresh() != null) {
            surroundings.fresh().empty();
        } else {
            delete(executed);
        }
        if (surroundings.time() != null) {
            probe.drop();
            surroundings.time().restart(surroundings.start().get(), surroundings.skipping());
        }
        if (executed) {
            engine.start();
        }
    }

    /** A run may start another one while it is terminated, so this is done until nothing is left. */
    private void delete(boolean executed) {
        List<WorkflowSummary> left = left();
        if (left.isEmpty() || !executed) {
            return;
        }
        engine.start();
        for (; !left.isEmpty(); left = left()) {
            left.forEach(this::delete);
        }
    }

    private void delete(WorkflowSummary run) {
        WorkflowExecution execution = execution(run);
        try {
            if (!execution.describe().summary().status().isClosed()) {
                execution.terminate("The test has ended");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> execution.describe().summary().status().isClosed());
            }
            execution.delete();
        } catch (WorkflowNotFoundException e) {
            // it is gone already
        }
    }

    private List<WorkflowSummary> left() {
        return testEngine.runs().stream()
                .filter(run -> !foreign.contains(run.runId()))
                .toList();
    }

    private WorkflowExecution execution(WorkflowSummary run) {
        return client().workflow(run.workflowId(), run.runId());
    }

    private WorkflowClient client() {
        return engine.client();
    }

    /**
     * What the engine stands in.
     *
     * @param fresh the store, if it is one in memory
     * @param time the time, if it is virtual
     * @param start when time begins
     * @param skipping whether time skips by itself
     * @param replay whether histories are checked
     */
    record Surroundings(
            @Nullable FreshStore fresh,
            @Nullable VirtualTime time,
            Supplier<Instant> start,
            boolean skipping,
            boolean replay) {}
}
