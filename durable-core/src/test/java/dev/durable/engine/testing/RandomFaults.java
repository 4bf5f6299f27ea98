package dev.durable.engine.testing;

import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import java.util.List;
import java.util.Random;

/**
 * A store that fails at random: before the work is done, or after it, when nobody can know. Thread-safe; the seed decides about the
 * sequence of faults, not about whom they meet.
 */
public final class RandomFaults implements StoreProbe {

    private final Random random;
    private final double probability;
    private volatile boolean stopped;

    /** Faults of the given probability before and after each operation. */
    public RandomFaults(long seed, double probability) {
        this.random = new Random(seed);
        this.probability = probability;
    }

    /** From now on everything works. */
    public void stop() {
        stopped = true;
    }

    @Override
    public void before(StoreOperation operation) {
        if (operation != StoreOperation.REGISTER && hits()) {
            throw new StoreUnavailableException("A fault before " + operation + ".", false, null);
        }
    }

    @Override
    public void after(StoreOperation operation) {
        if (isRead(operation) && hits()) {
            throw new StoreUnavailableException("A fault after " + operation + ".", false, null);
        }
    }

    @Override
    public void afterCommit(List<TurnWrite> turns) {
        if (hits()) {
            throw new StoreUnavailableException("A fault after a commit.", true, null);
        }
    }

    /** What changes nothing in the store may be lost without a trace. */
    private static boolean isRead(StoreOperation operation) {
        return operation == StoreOperation.READ
                || operation == StoreOperation.IS_COMMITTED
                || operation == StoreOperation.FIND_WORK
                || operation == StoreOperation.FIND_MESSAGES;
    }

    private synchronized boolean hits() {
        return !stopped && random.nextDouble() < probability;
    }
}
