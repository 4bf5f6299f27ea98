package dev.durable.engine.replay;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock that shows the workflow's time. */
final class RunClock extends Clock {

    private final Supplier<Instant> now;
    private final ZoneId zone;

    RunClock(Supplier<Instant> now) {
        this(now, ZoneOffset.UTC);
    }

    private RunClock(Supplier<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId newZone) {
        return new RunClock(now, newZone);
    }
}
