package dev.durable.engine.client;

import dev.durable.client.UpdateHandle;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An update that was asked for, here or by somebody else. */
final class RequestedUpdate<R extends @Nullable Object> implements UpdateHandle<R> {

    private final String workflowId;
    private final String updateId;
    private final Supplier<UpdateTicket> ticket;
    private final Type resultType;
    private final WorkflowUpdates updates;

    /** An update that was asked for here. */
    RequestedUpdate(UpdateTicket ticket, Type resultType, WorkflowUpdates updates) {
        this(ticket.workflowId(), ticket.updateId(), () -> ticket, resultType, updates);
    }

    /**
     * @param ticket looks for the run, if that is not known yet
     */
    RequestedUpdate(
            String workflowId,
            String updateId,
            Supplier<UpdateTicket> ticket,
            Type resultType,
            WorkflowUpdates updates) {
        this.workflowId = workflowId;
        this.updateId = updateId;
        this.ticket = ticket;
        this.resultType = resultType;
        this.updates = updates;
    }

    @Override
    public String workflowId() {
        return workflowId;
    }

    @Override
    public String updateId() {
        return updateId;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the result type
    public R result() {
        return (R) updates.result(ticket.get(), resultType, null);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the result type
    public R result(Duration timeout) {
        return (R) updates.result(ticket.get(), resultType, timeout);
    }

    @Override
    @SuppressWarnings("unchecked") // decoded as the result type
    public CompletableFuture<R> resultAsync() {
        return (CompletableFuture<R>) updates.result(ticket.get(), resultType);
    }
}
