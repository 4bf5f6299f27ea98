package dev.durable.engine.client;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An update that comes with a start: keeps what the start answers, past the interceptors that see the run only. Confined to the caller. */
final class ComingUpdate {

    private final String name;
    private @Nullable UpdateTicket ticket;

    ComingUpdate(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** The run has begun, or an open one was asked. */
    StartedRun started(StartedWithUpdate started) {
        ticket = Objects.requireNonNull(started.update());
        return started.run();
    }

    /**
     * What the update is waited for with.
     *
     * @throws DurableException {@code DUR-1061} if the start was not made
     */
    UpdateTicket ticket() {
        UpdateTicket asked = ticket;
        if (asked == null) {
            throw new DurableException(
                    ErrorCode.INTERCEPTED_CALL_SKIPPED,
                    "An interceptor has not gone on with a start that update '" + name + "' comes with.");
        }
        return asked;
    }
}
