package dev.durable.engine.testing;

import dev.durable.engine.time.TimeSource;
import java.time.Instant;

/** One engine's view of time; for a dead engine no timer fires any more. Thread-safe. */
final class MortalTime implements TimeSource {

    private final TimeSource time;
    private volatile boolean dead;

    MortalTime(TimeSource time) {
        this.time = time;
    }

    void die() {
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
