package dev.durable.engine;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityOptions;
import dev.durable.client.WorkflowClient;
import dev.durable.payload.PayloadConverter;
import dev.durable.store.DurableStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The engine of one node: executes workflows and activities over a store, and hands out the client. Thread-safe. Start and stop
 * may be repeated on the same object; between a stop and the next start the client still reads and stores, but nothing runs
 * here.
 */
public final class DurableEngine {

    /** An engine over the store, to be told what it executes. */
    public static Builder builder(DurableStore store) {
        throw new UnsupportedOperationException();
    }

    /**
     * Registers the node and begins to execute.
     *
     * @throws dev.durable.failure.DurableException if the node cannot be registered
     */
    public void start() {}

    /**
     * Begins to stop: no new work, running activities get the grace period, then everything is released.
     *
     * @return completes when all is released
     */
    public CompletableFuture<Void> stop() {
        throw new UnsupportedOperationException();
    }

    /** Whether the engine executes. */
    public boolean isRunning() {
        return false;
    }

    /** The client. */
    public WorkflowClient client() {
        throw new UnsupportedOperationException();
    }

    /** What activities may inject to see the attempt they run in. */
    public ActivityContext activityContext() {
        throw new UnsupportedOperationException();
    }

    /** What an engine is made of. Not thread-safe. */
    public static final class Builder {

        /** The settings; {@link EngineSettings#DEFAULT} unless called. */
        public Builder settings(EngineSettings settings) {
            return this;
        }

        /** How arguments and results are encoded; JSON by a private mapper unless called. */
        public Builder payloadConverter(PayloadConverter converter) {
            return this;
        }

        /** Adds a workflow by the class that implements it. */
        public Builder workflow(Class<?> implementation) {
            return this;
        }

        /**
         * Adds an activity bean.
         *
         * @param type the class or interface that carries {@link dev.durable.annotation.Activity}
         * @param bean gives the bean (which may be a proxy) when an attempt begins
         */
        public Builder activity(Class<?> type, Supplier<?> bean) {
            return this;
        }

        /**
         * Options by activity name ({@code PaymentActivities.charge}) or by the name of the activity's type ({@code
         * PaymentActivities}); laid over annotations.
         */
        public Builder activityOptions(Map<String, ActivityOptions> options) {
            return this;
        }

        /**
         * Checks all declarations and puts the engine together.
         *
         * @throws dev.durable.failure.DurableException {@code DUR-1xxx} for the first mistake found
         */
        public DurableEngine build() {
            throw new UnsupportedOperationException();
        }
    }
}
