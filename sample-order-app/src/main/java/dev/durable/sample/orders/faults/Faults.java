package dev.durable.sample.orders.faults;

import dev.durable.activity.ActivityContext;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Makes attempts of activities fail or drag on, so that retries can be seen. A fault strikes before the effect or after it;
 * in the latter case the effect is committed although the attempt failed, as in a crash, and the next attempt must not repeat
 * it. Thread-safe.
 */
@Component
public class Faults {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    private final FaultProperties properties;
    private final ActivityContext activity;
    private final DoubleSupplier dice;

    @Autowired
    Faults(FaultProperties properties, ActivityContext activity) {
        this(properties, activity, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** With dice that throw numbers from 0 inclusive to 1 exclusive. */
    Faults(FaultProperties properties, ActivityContext activity, DoubleSupplier dice) {
        this.properties = properties;
        this.activity = activity;
        this.dice = dice;
    }

    /**
     * Runs an activity's effect, with a fault around it if one is due.
     *
     * @throws InjectedFault if one was due
     */
    public <R> R around(Supplier<R> effect) {
        if (activity.info().activityType().equals(properties.slowActivity())) {
            delay();
        }
        boolean fails = dice.getAsDouble() < properties.failureRate();
        boolean afterEffect = fails && dice.getAsDouble() < 0.5;
        if (fails && !afterEffect) {
            throw fault("before the effect");
        }
        R result = effect.get();
        if (afterEffect) {
            throw fault("after the effect");
        }
        return result;
    }

    /** Says so in the log, because the engine keeps quiet about attempts that it repeats. */
    private static InjectedFault fault(String when) {
        log.info("Failing on purpose, {}", when);
        return new InjectedFault(when);
    }

    /** Sleeps, as a call of a slow system would hold its thread, and can be interrupted like one. */
    private void delay() {
        log.info("Taking {} ms longer", properties.slowDelay().toMillis());
        try {
            Thread.sleep(properties.slowDelay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while being slow", e);
        }
    }
}
