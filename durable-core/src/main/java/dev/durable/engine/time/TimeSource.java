package dev.durable.engine.time;

import java.time.Instant;

/** The engine's only source of time and timers. Thread-safe. */
public interface TimeSource {

    /** The time, in microseconds precision as databases keep it. */
    Instant now();

    /**
     * Runs an action once the time has come; at once, on another thread, if it has already. Actions are quick and do not block:
     * they hand work to somebody else.
     */
    TimerHandle schedule(Instant due, Runnable action);

    /** A timer that may be given up. */
    interface TimerHandle {

        /** Gives the timer up. Its action may be running already. */
        void cancel();
    }
}
