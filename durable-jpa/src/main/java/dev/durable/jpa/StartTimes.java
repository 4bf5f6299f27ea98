package dev.durable.jpa;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The first run id of a time: run ids of version 7 begin with the milliseconds of their creation. A run is created at about the
 * time it says it started, which lets a listing search its primary key; the margin allows for clocks that differ.
 */
final class StartTimes {

    private static final Duration MARGIN = Duration.ofDays(1);

    private StartTimes() {}

    static UUID runIdsFrom(Instant startedFrom) {
        return firstRunIdOf(startedFrom.minus(MARGIN));
    }

    static UUID runIdsBefore(Instant startedBefore) {
        return firstRunIdOf(startedBefore.plus(MARGIN));
    }

    private static UUID firstRunIdOf(Instant time) {
        long millis = Math.min(Math.max(time.toEpochMilli(), 0), (1L << 48) - 1);
        return new UUID(millis << 16, 0);
    }
}
