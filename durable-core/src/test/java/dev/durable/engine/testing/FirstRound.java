package dev.durable.engine.testing;

/** Knows when an engine has looked for work for the first time, after which a long poll interval keeps it from doing so again. */
public final class FirstRound implements StoreProbe {

    private volatile boolean over;

    @Override
    public void after(StoreOperation operation) {
        // the last thing that it asks if it finds nothing
        over |= operation == StoreOperation.FREE_RUNS;
    }

    /** Whether it has. */
    public boolean isOver() {
        return over;
    }
}
