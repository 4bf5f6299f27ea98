package dev.durable.engine.run;

import dev.durable.engine.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** The node's lease as the node itself sees it, by its own clock: others may hold that it has ended. Thread-safe. */
public final class Lease {

    private final TimeSource time;
    private final Duration duration;
    private final Duration certain;
    private volatile Instant renewedAt;
    private volatile boolean lost;

    /** A lease that begins now. */
    public Lease(TimeSource time, Duration duration) {
        this.time = time;
        this.duration = duration;
        this.certain = duration.multipliedBy(2).dividedBy(3);
        this.renewedAt = time.now();
    }

    /** How long it lasts. */
    public Duration duration() {
        return duration;
    }

    /**
     * It lasts longer.
     *
     * @param askedAt when the database was asked to renew it; the database has done so at that time or later
     */
    public void renewed(Instant askedAt) {
        renewedAt = askedAt;
    }

    /** It is not this node's any more, whatever the clock says. */
    public void lost() {
        lost = true;
    }

    /** Whether it has not ended by this node's clock. */
    public boolean isValidAt(Instant moment) {
        return !lost && moment.isBefore(renewedAt.plus(duration));
    }

    /** How long it still lasts by this node's clock; nothing if it has ended. */
    public Duration remaining() {
        Duration remaining = Duration.between(time.now(), renewedAt.plus(duration));
        return lost || remaining.isNegative() ? Duration.ZERO : remaining;
    }

    /**
     * Whether it may have ended, so that the node's runs may be others'. That begins while a third of it is left, the time in which it is
     * usually renewed: clocks do not go exactly alike.
     */
    public boolean isInDoubt() {
        Instant now = time.now();
        return lost || now.isBefore(renewedAt) || !now.isBefore(renewedAt.plus(certain));
    }
}
