package dev.durable.engine.replay;

import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cancellation scope of one run, with what has to react when it is canceled. Confined to the run. */
final class RunScope implements CancellationScope {

    private final RunContext context;
    private final Runnable body;
    private final boolean detached;
    private final RunPromise<String> request;
    private final Set<Runnable> reactions = new LinkedHashSet<>();
    private boolean requested;
    private String reason = "";

    private RunScope(RunContext context, Runnable body, boolean detached) {
        this.context = context;
        this.body = body;
        this.detached = detached;
        this.request = new RunPromise<>(context);
    }

    /** The scope of the whole run. */
    static RunScope root(RunContext context) {
        return new RunScope(context, () -> {}, true);
    }

    /** A scope inside another one. */
    static RunScope inside(RunScope parent, RunContext context, Runnable body) {
        RunScope scope = new RunScope(context, body, false);
        if (parent.requested) {
            scope.cancelNow(parent.reason);
        } else {
            parent.reactions.add(() -> scope.cancelNow(parent.reason));
        }
        return scope;
    }

    /** A scope that no other one cancels. */
    static RunScope detached(RunContext context, Runnable body) {
        return new RunScope(context, body, true);
    }

    @Override
    public void run() {
        context.runInScope(this, body);
    }

    @Override
    public void cancel(String why) {
        context.requireCommandsAllowed("cancel");
        cancelNow(why);
    }

    /** Cancels without asking who calls: the event that asks for it is being applied. */
    void cancelNow(String why) {
        if (requested) {
            return;
        }
        requested = true;
        reason = why;
        List<Runnable> pending = new ArrayList<>(reactions);
        reactions.clear();
        pending.forEach(Runnable::run);
        request.complete(why);
    }

    /**
     * Has something done when the scope is canceled, in the order of registration, unless the promise is done before.
     *
     * @param until what needs no cancellation any more once it is done
     */
    void onCancel(Runnable reaction, RunPromise<?> until) {
        reactions.add(reaction);
        until.whenDone(() -> reactions.remove(reaction));
    }

    @Override
    public boolean isCancelRequested() {
        return requested;
    }

    @Override
    public String cancellationReason() {
        return reason;
    }

    @Override
    public Promise<String> cancellationRequest() {
        return request;
    }

    @Override
    public boolean isDetached() {
        return detached;
    }

    void throwIfCanceled() {
        if (requested) {
            throw failure();
        }
    }

    /** What pending things fail with. */
    CanceledFailure failure() {
        return new CanceledFailure(reason.isEmpty() ? "Canceled" : reason);
    }

    /** Whether leaving the code with this failure means that the run gave up as it was asked to. */
    boolean explains(@Nullable Throwable failure) {
        for (Throwable cause = failure; requested && cause != null; cause = cause.getCause()) {
            if (cause instanceof CanceledFailure) {
                return true;
            }
        }
        return false;
    }
}
