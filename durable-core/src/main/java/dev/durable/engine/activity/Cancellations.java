package dev.durable.engine.activity;

import dev.durable.failure.CanceledFailure;
import java.nio.channels.ClosedByInterruptException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells exceptions by which code follows a request to stop from others. */
final class Cancellations {

    private Cancellations() {}

    /**
     * The cancellation in an exception or one of its causes: a {@link CanceledFailure}, or one that stands for the end of an
     * interrupted call. Null if there is none.
     */
    static @Nullable CanceledFailure in(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Throwable next = failure;
        while (next != null && seen.add(next)) {
            if (next instanceof CanceledFailure canceled) {
                return canceled;
            }
            if (next instanceof InterruptedException || next instanceof ClosedByInterruptException) {
                return new CanceledFailure("The activity was interrupted, as it was to stop: "
                        + next.getClass().getName());
            }
            next = next.getCause();
        }
        return null;
    }
}
