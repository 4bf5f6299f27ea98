package dev.durable.engine.run;

import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a turn may wait for more before it is committed. Confined to the run's actor. */
final class TurnPatience {

    private final TimeSource time;
    private final Duration longest;
    private final Runnable onEnd;
    private @Nullable Instant end;
    private @Nullable TimerHandle timer;

    /**
     * @param onEnd called, on a timer thread, when a wait is over
     */
    TurnPatience(TimeSource time, Duration longest, Runnable onEnd) {
        this.time = time;
        this.longest = longest;
        this.onEnd = onEnd;
    }

    /** Whether the turn may wait; the first time this is asked, the wait begins. */
    boolean isLeft() {
        Instant until = end;
        if (until == null) {
            until = time.now().plus(longest);
            end = until;
            if (!longest.isZero()) {
                timer = time.schedule(until, onEnd);
            }
        }
        return time.now().isBefore(until);
    }

    /** The turn waits no more; the next one may wait as long. */
    void renew() {
        end = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
