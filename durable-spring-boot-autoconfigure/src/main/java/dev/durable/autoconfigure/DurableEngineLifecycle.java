package dev.durable.autoconfigure;

import dev.durable.engine.DurableEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the engine when all beans are ready, and stops it before web servers and connection pools: in the phase that starts
 * last and stops first. May be started again after a stop, as Spring's test contexts do when they are paused.
 */
final class DurableEngineLifecycle implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(DurableEngineLifecycle.class);

    private final DurableEngine engine;
    // Not the engine's own state: an engine that has lost its lease and is about to sign on again must be stopped, too.
    private volatile boolean started;

    DurableEngineLifecycle(DurableEngine engine) {
        this.engine = engine;
    }

    @Override
    public void start() {
        engine.start();
        started = true;
    }

    /** Waits until all is released. */
    @Override
    public void stop() {
        started = false;
        engine.stop().join();
    }

    @Override
    public void stop(Runnable callback) {
        started = false;
        engine.stop().whenComplete((released, failure) -> {
            if (failure != null) {
                logger.warn("The engine did not stop cleanly; other nodes take over when its lease expires", failure);
            }
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return started;
    }
}
