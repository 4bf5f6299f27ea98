package dev.durable.engine.testing;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.engine.DurableEngine;
import dev.durable.schedule.ScheduleClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An engine of a test, made by {@link EngineFixture}. Thread-safe. */
public final class TestEngine {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final DurableEngine engine;
    private final ProbedStore store;
    private final MortalTime time;
    private volatile boolean crashed;

    TestEngine(DurableEngine engine, ProbedStore store, MortalTime time) {
        this.engine = engine;
        this.store = store;
        this.time = time;
    }

    /** The engine itself. */
    public DurableEngine engine() {
        return engine;
    }

    /** The engine's client. */
    public WorkflowClient client() {
        return engine.client();
    }

    /** The engine's client of schedules. */
    public ScheduleClient schedules() {
        return engine.schedules();
    }

    /** A workflow, by this engine's client. */
    public <W> TypedWorkflowExecution<W> workflow(Class<W> type, String workflowId) {
        return client().workflow(type, workflowId);
    }

    /** A workflow, by this engine's client. */
    public WorkflowExecution workflow(String workflowId) {
        return client().workflow(workflowId);
    }

    /** The engine's way to the store. */
    public ProbedStore store() {
        return store;
    }

    /** Begins to execute. */
    public TestEngine start() {
        engine.start();
        return this;
    }

    /** Stops and waits for it. */
    public void stop() {
        stopAsync().orTimeout(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Begins to stop. */
    public CompletableFuture<Void> stopAsync() {
        return engine.stop();
    }

    /**
     * Dies at once, like a process that is killed: nothing is released, nothing reaches the store or comes back from it, no timer
     * fires, no attempt of an activity begins. Activities that run do not notice; let them do nothing that a test would see.
     */
    public void crash() {
        crashed = true;
        store.cut();
        time.die();
    }

    /** Whether it has crashed. */
    public boolean hasCrashed() {
        return crashed;
    }
}
