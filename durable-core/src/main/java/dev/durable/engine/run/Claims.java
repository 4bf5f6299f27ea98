package dev.durable.engine.run;

import java.time.Duration;

/** How runs that nobody owns come to this node: it looks for them regularly, and soon when asked to. Thread-safe. */
public final class Claims {

    private final Duration interval;
    private final Runnable elsewhere;
    private volatile Runnable onHurry = () -> {};

    /**
     * @param interval how often the node looks
     * @param elsewhere tells other nodes that there may be something for them; quick, does not block
     */
    public Claims(Duration interval, Runnable elsewhere) {
        this.interval = interval;
        this.elsewhere = elsewhere;
    }

    /** How often this node looks for them, at least. */
    public Duration interval() {
        return interval;
    }

    /** Says who looks for them. */
    public void onHurry(Runnable look) {
        onHurry = look;
    }

    /** There may be one that is due, or a run of another node that has got a message. */
    public void hurry() {
        onHurry.run();
        elsewhere.run();
    }
}
