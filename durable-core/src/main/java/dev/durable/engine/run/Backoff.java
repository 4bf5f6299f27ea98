package dev.durable.engine.run;

import java.time.Duration;

/** Pauses that double up to a maximum, until something succeeds. Confined to its owner. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private int failures;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    Duration next() {
        Duration pause = first.multipliedBy(1L << Math.min(failures, 20));
        failures++;
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    void reset() {
        failures = 0;
    }
}
