package dev.durable.autoconfigure;

import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the engine when all beans are ready and their checks are done, and stops it before web servers and connection pools: in the phase that starts
 * last and stops first. While it drains, the application refuses traffic. May be started again after a stop, as Spring's test contexts do when they are paused.
 */
final class DurableEngineLifecycle implements SmartInitializingSingleton, SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(DurableEngineLifecycle.class);

    private final DurableEngine engine;
    private final ApplicationContext context;
    private final Duration gracePeriod;
    // Not the engine's own state: an engine that has lost its lease and is about to sign on again must be stopped, too.
    private volatile boolean started;
    private volatile boolean trafficRefused;

    /** @param gracePeriod how long a stop waits for running activities */
    DurableEngineLifecycle(DurableEngine engine, ApplicationContext context, Duration gracePeriod) {
        this.engine = engine;
        this.context = context;
        this.gracePeriod = gracePeriod;
    }

    /** Before web servers are started, not only before the engine is. */
    @Override
    public void afterSingletonsInstantiated() {
        engine.requireChecked();
        warnOfShutdownThatIsCutOff();
    }

    private void warnOfShutdownThatIsCutOff() {
        Duration phase = Binder.get(context.getEnvironment())
                .bindOrCreate("spring.lifecycle", LifecycleProperties.class)
                .getTimeoutPerShutdownPhase();
        if (gracePeriod.compareTo(phase) >= 0) {
            logger.warn(
                    "durable.worker.grace-period ({}) is not below spring.lifecycle.timeout-per-shutdown-phase ({}): a shutdown goes on to close the database while"
                            + " activities may still run, and other instances wait for the lease to end before they take the runs",
                    DurationStyle.SIMPLE.print(gracePeriod, ChronoUnit.MILLIS),
                    DurationStyle.SIMPLE.print(phase, ChronoUnit.MILLIS));
        }
    }

    @Override
    public void start() {
        engine.start();
        started = true;
        // the first time that is up to whoever starts the application, which may have more to do before it is ready
        if (trafficRefused) {
            trafficRefused = false;
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    /** Waits until all is released. */
    @Override
    public void stop() {
        started = false;
        refuseTraffic();
        engine.stop().join();
    }

    @Override
    public void stop(Runnable callback) {
        started = false;
        refuseTraffic();
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

    private void refuseTraffic() {
        if (engine.insight().status() != EngineStatus.CLIENT_ONLY) {
            trafficRefused = true;
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        }
    }
}
