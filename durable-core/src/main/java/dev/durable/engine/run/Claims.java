package dev.durable.engine.run;

import java.time.Duration;

/** How runs that nobody owns come to this node: it looks for them regularly, and soon when asked to. Thread-safe. */
public final class Claims {

    private final Duration interval;
    private volatile Runnable onHurry = () -> {};

    /**
     * @param interval how often the node looks
     */
    public Claims(Duration interval) {
        this.interval = interval;
    }

    /** How often this node looks for them, at least. */
    public Duration interval() {
        return interval;
    }

    /** Says who looks for them. */
    public void onHurry(Runnable look) {
        onHurry = look;
    }

    /** There may be one that is due. */
    void hurry() {
        onHurry.run();
    }
}
