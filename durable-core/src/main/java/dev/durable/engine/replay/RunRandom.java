package dev.durable.engine.replay;

import java.util.Random;
import java.util.UUID;

/**
 * The run's own random numbers, seeded by its id, or by that of the run from which it was reset. A
 * {@link Random} because its algorithm is specified, so that the numbers are
 * the same on every JDK, for ever.
 */
final class RunRandom extends Random {

    private final transient Runnable guard;

    /**
     * @param seedRunId the run whose numbers these are
     * @param guard refuses reads where the state of the run must not change
     */
    RunRandom(UUID seedRunId, Runnable guard) {
        super(seedOf(seedRunId));
        this.guard = guard;
    }

    /** Begins anew, with the numbers of the run. */
    void seed(UUID runId) {
        setSeed(seedOf(runId));
    }

    /** A UUID of version 4. */
    UUID nextUuid() {
        long most = nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L;
        long least = nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(most, least);
    }

    private static long seedOf(UUID runId) {
        return runId.getMostSignificantBits() ^ runId.getLeastSignificantBits();
    }

    @Override
    protected int next(int bits) {
        guard.run();
        return super.next(bits);
    }
}
