package dev.durable.sample.orders.faults;

import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Effects that find out by a unique key that they have happened already. Two attempts can run at once (one timed out, but
 * works on; or its node was taken for dead), look for the key at the same time, and both try to write it.
 */
public final class IdempotentEffect {

    private IdempotentEffect() {}

    /**
     * Runs an effect, again if another attempt came first: the second time it finds the other's row.
     *
     * @param effect runs in a transaction of its own each time, and looks for its key before it writes
     */
    public static <R> R once(Supplier<R> effect) {
        try {
            return effect.get();
        } catch (DataIntegrityViolationException concurrentAttempt) {
            return effect.get();
        }
    }
}
