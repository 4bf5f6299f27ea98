package dev.durable.chaos.work;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What an activity is to do.
 *
 * @param step which step of its workflow it is, which is its result, too
 * @param failures how many attempts fail after they have done it
 * @param millis how long it takes
 * @param salt something that workflow code has thought up, to be the same whenever it is replayed
 */
record Effect(int step, int failures, int millis, String salt) {

    Effect withSalt(String text) {
        return new Effect(step, failures, millis, text);
    }

    void takeItsTime() {
        take(Duration.ofMillis(millis));
    }

    /** Lets time go by. */
    static void take(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
