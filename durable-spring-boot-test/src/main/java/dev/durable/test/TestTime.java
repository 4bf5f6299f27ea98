package dev.durable.test;

/** How time goes by for the engine of a test. */
public enum TestTime {

    /**
     * Stands still while anything is under way, and skips to the next timer as soon as nothing is and somebody waits for a result. {@link
     * DurableTestTime} can move it, too.
     */
    SKIPPED,

    /** Stands still unless {@link DurableTestTime} moves it. */
    MANUAL,

    /** The machine's. */
    REAL
}
