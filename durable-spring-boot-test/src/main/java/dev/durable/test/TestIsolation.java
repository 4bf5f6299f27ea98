package dev.durable.test;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowClosedException;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * What happens between the tests of one application context: the engine is dropped, the histories that it leaves are checked and removed, and
 * it begins again, at the beginning of time. Called by one thread at a time.
 */
final class TestIsolation implements SmartInitializingSingleton {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

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

    /** Whether what is stored may be in a transaction. */
    boolean isOnDatabase() {
        return surroundings.fresh() == null;
    }

    /**
     * Makes everything as it was before the test. Must not be called in a transaction, whose runs nobody else would see.
     *
     * @return why a history does not replay, or what cannot be deleted; null if all is well
     */
    @Nullable
    AssertionError endTest() {
        testEngine.forgetCrash();
        boolean executed = engine.isRunning();
        Rest.awaitQuiet(probe);
        probe.drop();
        AssertionError difference = null;
        AssertionError leftover;
        try {
            difference = surroundings.replay() ? firstDifference() : null;
        } finally {
            leftover = clear(executed);
        }
        return difference != null ? difference : leftover;
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

    private @Nullable AssertionError clear(boolean executed) {
        AssertionError leftover = null;
        if (surroundings.fresh() != null) {
            surroundings.fresh().empty();
        } else if (executed) {
            leftover = delete();
        }
        if (surroundings.time() != null) {
            probe.drop();
            surroundings.time().restart(surroundings.start().get(), surroundings.skipping());
        }
        if (executed) {
            engine.start();
        }
        return leftover;
    }

    /** A run may start another one while it is terminated, so this is done until nothing is left, or nothing gets on any more. */
    private @Nullable AssertionError delete() {
        List<WorkflowSummary> left = left();
        if (left.isEmpty()) {
            return null;
        }
        engine.start();
        Set<UUID> terminated = new HashSet<>();
        long end = System.nanoTime() + surroundings.patience().toNanos();
        for (; !left.isEmpty(); left = left()) {
            if (System.nanoTime() > end) {
                return leftover(left);
            }
            left.forEach(run -> delete(run, terminated));
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return null;
    }

    private void delete(WorkflowSummary run, Set<UUID> terminated) {
        try {
            if (run.status().isClosed()) {
                execution(run).delete();
            } else if (terminated.add(run.runId())) {
                execution(run).terminate("The test has ended");
            }
        } catch (WorkflowNotFoundException | WorkflowClosedException e) {
            // it is gone, or has closed meanwhile
        }
    }

    private AssertionError leftover(List<WorkflowSummary> runs) {
        return new AssertionError("After the test, its runs could not be terminated and deleted within "
                + surroundings.patience()
                + ". Has a transaction not ended, or does an activity not end when it is interrupted?"
                + runs.stream()
                        .map(run -> "\nWorkflow '" + run.workflowId() + "' of type " + run.workflowType() + " is "
                                + run.status())
                        .collect(Collectors.joining()));
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
     * @param patience how long runs may take to be terminated and deleted
     */
    record Surroundings(
            @Nullable FreshStore fresh,
            @Nullable VirtualTime time,
            Supplier<Instant> start,
            boolean skipping,
            boolean replay,
            Duration patience) {}
}
