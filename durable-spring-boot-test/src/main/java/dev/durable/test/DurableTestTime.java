package dev.durable.test;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time of a test's engine; inject it. Thread-safe.
 *
 * <p>What moves it returns when the engine has come to rest: timers that have become due on the way have fired, one after another at their
 * own time, and what followed from them has happened.
 */
public final class DurableTestTime {

    private final @Nullable VirtualTime time;

    DurableTestTime(@Nullable VirtualTime time) {
        this.time = time;
    }

    /** The time now. */
    public Instant now() {
        return time == null ? Instant.now() : time.now();
    }

    /**
     * Lets a while go by. Waits for activities that are running before anything moves.
     *
     * @throws DurableException {@code DUR-1058} if time is the machine's
     */
    public void advance(Duration duration) {
        virtual().advance(duration, true);
    }

    /**
     * Lets a while go by although activities are running, for example to have them run out of time.
     *
     * @throws DurableException {@code DUR-1058} if time is the machine's
     */
    public void advanceDuringActivities(Duration duration) {
        virtual().advance(duration, false);
    }

    /**
     * Goes on to the moment at which the next timer, retry or schedule is due, or the engine begins to look after a delayed start, which is
     * shortly before that is due.
     *
     * @return that moment, or nothing if there is none
     * @throws DurableException {@code DUR-1058} if time is the machine's
     */
    public Optional<Instant> skipToNextTimer() {
        return virtual().skipToNext();
    }

    /**
     * Whether time skips by itself while somebody waits and nothing is under way; until the end of the test.
     *
     * @throws DurableException {@code DUR-1058} if time is the machine's
     */
    public void skipWhenIdle(boolean skip) {
        virtual().skipWhenIdle(skip);
    }

    private VirtualTime virtual() {
        if (time == null) {
            throw new DurableException(ErrorCode.TEST_TIME_REAL, "The time of this test is the machine's.");
        }
        return time;
    }
}
