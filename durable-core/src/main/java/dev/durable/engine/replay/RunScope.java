package dev.durable.engine.replay;

import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation scope of one run, with what has to react when it is canceled. It is canceled with the scope around it, if there is
 * one. Confined to the run.
 *
 * <p>What has to react is known to every scope that may cancel it, and forgotten by all when it is over: so reactions come in the order
 * in which they were asked for, and scopes that are left leave nothing behind.
 */
final class RunScope implements CancellationScope {

    private final RunContext context;
    private final Runnable body;
    private final @Nullable RunScope around;
    private final Set<Reaction> reactions = new LinkedHashSet<>();
    private @Nullable String ownReason;
    private @Nullable RunPromise<String> request;

    private RunScope(RunContext context, Runnable body, @Nullable RunScope around) {
        this.context = context;
        this.body = body;
        this.around = around;
    }

    /** The scope of the whole run. */
    static RunScope root(RunContext context) {
        return new RunScope(context, () -> {}, null);
    }

    /** A scope inside another one. */
    static RunScope inside(RunScope around, RunContext context, Runnable body) {
        return new RunScope(context, body, around);
    }

    /** A scope that no other one cancels. */
    static RunScope detached(RunContext context, Runnable body) {
        return new RunScope(context, body, null);
    }

    @Override
    public void run() {
        context.scopes().runIn(this, body);
    }

    @Override
    public void cancel(String reason) {
        context.requireCommandsAllowed("cancel");
        cancelNow(reason);
    }

    /** Cancels without asking who calls: the event that asks for it is being applied. */
    void cancelNow(String reason) {
        if (isCancelRequested()) {
            return;
        }
        ownReason = reason;
        List<Reaction> pending = new ArrayList<>(reactions);
        pending.forEach(RunScope::forget);
        pending.forEach(reaction -> reaction.action.run());
    }

    /**
     * Has something done when the scope is canceled, unless the promise is done before.
     *
     * @param until what needs no cancellation any more once it is done
     */
    void onCancel(Runnable action, RunPromise<?> until) {
        Reaction reaction = new Reaction(this, action);
        for (RunScope scope = this; scope != null; scope = scope.around) {
            scope.reactions.add(reaction);
        }
        until.whenDone(() -> forget(reaction));
    }

    private static void forget(Reaction reaction) {
        for (RunScope scope = reaction.scope; scope != null; scope = scope.around) {
            scope.reactions.remove(reaction);
        }
    }

    @Override
    public boolean isCancelRequested() {
        return ownReason != null || around != null && around.isCancelRequested();
    }

    @Override
    public String cancellationReason() {
        String reason = ownReason;
        if (reason != null) {
            return reason;
        }
        return around == null ? "" : around.cancellationReason();
    }

    @Override
    public Promise<String> cancellationRequest() {
        RunPromise<String> known = request;
        if (known != null) {
            return known;
        }
        RunPromise<String> made = new RunPromise<>(context);
        request = made;
        if (isCancelRequested()) {
            made.fulfil(cancellationReason());
        } else {
            onCancel(() -> made.fulfil(cancellationReason()), made);
        }
        return made;
    }

    @Override
    public boolean isDetached() {
        return around == null;
    }

    void throwIfCanceled() {
        if (isCancelRequested()) {
            throw failure();
        }
    }

    /** What pending things fail with. */
    CanceledFailure failure() {
        String reason = cancellationReason();
        return new CanceledFailure(reason.isEmpty() ? "Canceled" : reason);
    }

    /** Whether leaving the code with this failure means that the run gave up as it was asked to. */
    boolean explains(@Nullable Throwable failure) {
        boolean requested = isCancelRequested();
        for (Throwable cause = failure; requested && cause != null; cause = cause.getCause()) {
            if (cause instanceof CanceledFailure) {
                return true;
            }
        }
        return false;
    }

    /** Something that is to be done when a scope is canceled; one of its kind. */
    private static final class Reaction {

        private final RunScope scope;
        private final Runnable action;

        Reaction(RunScope scope, Runnable action) {
            this.scope = scope;
            this.action = action;
        }
    }
}
