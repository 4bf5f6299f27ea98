package dev.durable.engine.cluster;

import dev.durable.engine.run.Runs;
import dev.durable.engine.time.Rounds;
import dev.durable.engine.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Has runs leave this node that have nothing to do for long, so that a million sleeping workflows cost a million rows and no memory.
 * Thread-safe.
 */
public final class IdleRuns {

    private static final int ROUNDS_PER_WHILE = 4;

    private final Runs runs;
    private final TimeSource time;
    private final Duration idleAfter;
    private final Rounds rounds;

    /**
     * @param executor looks through the runs
     * @param idleAfter how long a run has nothing to do before it leaves, and how long it must have nothing to do after that; zero for never
     */
    public IdleRuns(Runs runs, TimeSource time, Executor executor, Duration idleAfter) {
        this.runs = runs;
        this.time = time;
        this.idleAfter = idleAfter;
        this.rounds = new Rounds(time, executor, Duration.ZERO, this::round);
    }

    /** Begins to look, now and then. */
    public void start() {
        if (!idleAfter.isZero()) {
            rounds.start();
        }
    }

    /** Looks no more. */
    public void stop() {
        rounds.stop();
    }

    private Duration round() {
        runs.passivateUnusedSince(time.now().minus(idleAfter), idleAfter);
        return idleAfter.dividedBy(ROUNDS_PER_WHILE);
    }
}
