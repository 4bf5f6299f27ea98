package dev.durable.engine.replay;

import dev.durable.workflow.Promise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compensations of one saga, the last registered one on top. */
final class RunSaga implements Saga {

    private final RunContext workflow;
    private final SagaOptions options;
    private final Deque<Runnable> compensations = new ArrayDeque<>();

    RunSaga(RunContext workflow, SagaOptions options) {
        this.workflow = workflow;
        this.options = options;
    }

    @Override
    public void addCompensation(Runnable compensation) {
        workflow.requireCommandsAllowed("addCompensation");
        compensations.push(compensation);
    }

    @Override
    public void compensate() {
        workflow.requireCommandsAllowed("compensate");
        // a cancellation is a reason to compensate, and must not stop it
        RunScope.detached(workflow, this::compensateAll).run();
    }

    private void compensateAll() {
        RuntimeException failure = options.parallel() ? compensateInParallel() : compensateInReverseOrder();
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException compensateInReverseOrder() {
        RuntimeException first = null;
        while (!compensations.isEmpty()) {
            try {
                compensations.pop().run();
            } catch (RuntimeException e) {
                first = merge(first, e);
                if (!options.continueOnFailure()) {
                    return first;
                }
            }
        }
        return first;
    }

    private @Nullable RuntimeException compensateInParallel() {
        List<Promise<@Nullable Void>> running = new ArrayList<>();
        while (!compensations.isEmpty()) {
            running.add(workflow.async(compensations.pop()));
        }
        RuntimeException first = null;
        for (Promise<@Nullable Void> compensation : running) {
            try {
                compensation.get();
            } catch (RuntimeException e) {
                first = merge(first, e);
            }
        }
        return first;
    }

    private static RuntimeException merge(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }
}
