package dev.durable.engine.replay;

/** The cancellation scopes of one run, and which of them the running code is in. Confined to the run. */
final class RunScopes {

    private final RunContext context;
    private final DeterministicScheduler scheduler;
    private final RunScope root;

    RunScopes(RunContext context, DeterministicScheduler scheduler) {
        this.context = context;
        this.scheduler = scheduler;
        this.root = RunScope.root(context);
    }

    /** The scope of the whole run. */
    RunScope root() {
        return root;
    }

    /** The scope of the workflow thread that runs now; outside of threads the root. */
    RunScope current() {
        return scheduler.isThreadActive() ? scheduler.current().scope() : root;
    }

    /** A scope inside the current one. */
    RunScope inside(Runnable body) {
        context.requireCommandsAllowed("newCancellationScope");
        return RunScope.inside(current(), context, body);
    }

    /** A scope that no other one cancels. */
    RunScope detached(Runnable body) {
        context.requireCommandsAllowed("newDetachedCancellationScope");
        return RunScope.detached(context, body);
    }

    /** Runs something on the current workflow thread inside a scope. */
    void runIn(RunScope scope, Runnable body) {
        context.requireCommandsAllowed("run");
        WorkflowThread thread = scheduler.current();
        RunScope before = thread.scope();
        thread.scope(scope);
        try {
            body.run();
        } finally {
            thread.scope(before);
        }
    }
}
