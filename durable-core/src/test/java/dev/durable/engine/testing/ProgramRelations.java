package dev.durable.engine.testing;

import dev.durable.activity.RetryPolicy;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ChildWorkflowStarter;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Statements of {@link ProgramWorkflow} over scopes, children and other workflows. */
final class ProgramRelations {

    private final WorkflowContext workflow;
    private final UnaryOperator<String> call;
    private final UnaryOperator<String> localCall;
    private final List<String> trace;
    private final List<Consumer<Random>> statements = List.of(
            this::cancelPart,
            this::cleanUp,
            this::executeChild,
            this::leaveChildAlone,
            this::pokeChild,
            this::cancelChild,
            this::signalItself,
            this::signalNobody);

    ProgramRelations(
            WorkflowContext workflow, UnaryOperator<String> call, UnaryOperator<String> localCall, List<String> trace) {
        this.workflow = workflow;
        this.call = call;
        this.localCall = localCall;
        this.trace = trace;
    }

    /** Does something that concerns others, or a part of the workflow. */
    void relate(Random random) {
        statements.get(random.nextInt(statements.size())).accept(random);
    }

    private void cancelPart(Random random) {
        Duration sleep = shortTime(random);
        Duration pause = shortTime(random);
        boolean waits = random.nextBoolean();
        ChildWorkflowStarter<ProgramPart> child = child(random);
        long seed = random.nextLong();
        List<Promise<String>> parts = new ArrayList<>();
        CancellationScope scope = workflow.newCancellationScope(() -> {
            parts.add(workflow.async(() -> outcome(() -> call.apply("canceled"))));
            parts.add(workflow.async(() -> outcome(() -> localCall.apply("canceled"))));
            parts.add(workflow.async(() -> outcome(() -> {
                workflow.sleep(sleep);
                return "slept";
            })));
            parts.add(workflow.async(() -> outcome(() -> child.execute(w -> w.run(seed, 1)))));
        });
        scope.run();
        if (waits) {
            workflow.await(pause, () -> parts.stream().anyMatch(Promise::isDone));
        }
        scope.cancel("enough");
        parts.forEach(part -> trace.add(part.get()));
    }

    private void cleanUp(Random random) {
        workflow.newDetachedCancellationScope(() -> call.apply("clean up")).run();
    }

    private void executeChild(Random random) {
        ChildWorkflowStarter<ProgramPart> child = child(random);
        long seed = random.nextLong();
        int runs = 1 + random.nextInt(2);
        trace.add(outcome(() -> child.execute(w -> w.run(seed, runs))));
    }

    private void leaveChildAlone(Random random) {
        ChildWorkflowStarter<ProgramPart> child = child(random);
        long seed = random.nextLong();
        trace.add(outcome(() -> {
            child.start(w -> w.run(seed, 2)).started().get();
            return "left alone";
        }));
    }

    private void pokeChild(Random random) {
        ChildWorkflowStarter<ProgramPart> child = child(random);
        long seed = random.nextLong();
        trace.add(outcome(() -> {
            ChildWorkflowHandle<ProgramPart, String> part = child.start(w -> w.run(seed, 2));
            trace.add(outcome(() -> {
                part.signal(ProgramPart::poke);
                return "poked";
            }));
            return part.result().get();
        }));
    }

    private void cancelChild(Random random) {
        ChildWorkflowStarter<ProgramPart> child = child(random);
        long seed = random.nextLong();
        Duration pause = shortTime(random);
        trace.add(outcome(() -> {
            ChildWorkflowHandle<ProgramPart, String> part = child.start(w -> w.run(seed, 2));
            trace.add("ended " + part.result().await(pause));
            trace.add(outcome(() -> {
                part.cancel("enough");
                return "asked";
            }));
            return part.result().get();
        }));
    }

    private void signalItself(Random random) {
        signal(workflow.info().workflowId());
    }

    private void signalNobody(Random random) {
        signal("nobody");
    }

    private void signal(String workflowId) {
        trace.add(outcome(() -> {
            workflow.external(ProgramWorkflow.class, workflowId).signal(w -> w.add(1));
            return "signaled " + workflowId;
        }));
    }

    private ChildWorkflowStarter<ProgramPart> child(Random random) {
        ChildWorkflowStarter<ProgramPart> child = workflow.newChild(ProgramPart.class)
                .cancellationType(choice(ChildCancellationType.values(), random))
                .parentClosePolicy(choice(ParentClosePolicy.values(), random));
        return random.nextInt(3) > 0
                ? child
                : child.retry(new RetryPolicy(Duration.ofMillis(5), 1, Duration.ofSeconds(1), 3, List.of()));
    }

    private static String outcome(Supplier<String> action) {
        try {
            return action.get();
        } catch (CanceledFailure | ChildWorkflowFailure | ExternalWorkflowFailure e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause.getClass().getSimpleName();
        }
    }

    private static <T> T choice(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static Duration shortTime(Random random) {
        return Duration.ofMillis(1 + random.nextInt(30));
    }
}
