package dev.durable.engine.testing;

import dev.durable.engine.time.TimeSource;
import java.time.Instant;

/** One engine's view of time; for a dead engine no timer fires any more. Thread-safe. */
public final class MortalTime implements TimeSource {

    private final TimeSource time;
    private volatile boolean dead;

    /** A view that lives. */
    public MortalTime(TimeSource time) {
        this.time = time;
    }

    /** From now on no timer fires. */
    public void die() {
        dead = true;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public TimerHandle schedule(Instant due, Runnable action) {
        return time.schedule(due, () -> {
            if (!dead) {
                action.run();
            }
        });
    }
}
