package dev.durable.engine.simulation;

import dev.durable.activity.RetryOptions;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowStarter;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What callers do with {@link Errand}s: it follows from the seed. */
final class ErrandCalls {

    private final Random random;
    private final Calls calls;
    private final Starts starts;
    private final Checker checker;

    ErrandCalls(Random random, Calls calls, Starts starts, Checker checker) {
        this.random = random;
        this.calls = calls;
        this.starts = starts;
        this.checker = checker;
    }

    /** Plans all calls of one errand. */
    void plan(String id, long micros) {
        long seed = random.nextLong();
        int begin = random.nextInt((int) micros / 2);
        int steps = 2 + random.nextInt(8);
        UnaryOperator<WorkflowStarter<Errand>> options = errandOptions();
        Consumer<WorkflowClient> start = client -> options.apply(
                        client.newWorkflow(Errand.class).id(id).idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE))
                .start(w -> w.run(seed, steps, 2));
        if (random.nextInt(4) == 0) {
            starts.planInTransaction(begin, id, random.nextBoolean(), start);
        } else {
            starts.plan(begin, id, start);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            calls.plan(
                    begin + random.nextInt((int) micros / 2),
                    false,
                    "nudge " + id,
                    client -> client.workflow(Errand.class, id).signal(Errand::nudge));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            calls.plan(
                    begin + random.nextInt((int) micros / 2),
                    false,
                    "retry now " + id,
                    client -> client.workflow(id).retryNow());
        }
        switch (random.nextInt(7)) {
            case 6 -> planResets(id, begin, micros);
            case 0 ->
                calls.plan(
                        begin + random.nextInt((int) micros / 2),
                        false,
                        "cancel " + id,
                        client -> client.workflow(id).cancel("enough"));
            case 1 ->
                calls.plan(
                        begin + random.nextInt((int) micros / 2),
                        false,
                        "terminate " + id,
                        client -> client.workflow(id).terminate("enough"));
            case 2 ->
                calls.plan(
                        begin + random.nextInt((int) micros / 2),
                        false,
                        "pause " + id,
                        client -> client.workflow(id).pause("wait"));
            default ->
                calls.plan(
                        begin + random.nextInt((int) micros / 2),
                        false,
                        "result " + id,
                        client -> awaitResult(client, id));
        }
    }

    /** Some are reset twice, or when they have closed. */
    private void planResets(String id, int begin, long micros) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            double place = random.nextDouble();
            boolean reapply = random.nextBoolean();
            calls.plan(begin + random.nextInt((int) micros), false, "reset " + id, client -> {
                WorkflowExecution errand = client.workflow(id);
                List<Integer> points = resetPoints(errand.history());
                try {
                    errand.reset(ResetOptions.to(points.get((int) (place * points.size())))
                            .withReapplySignals(reapply));
                } catch (WorkflowAlreadyStartedException e) {
                    // what was seen is reset already
                }
            });
        }
    }

    /** Event 1, and the last events of all steps but the last. */
    private static List<Integer> resetPoints(List<HistoryEvent> history) {
        List<Integer> points = new ArrayList<>(List.of(1));
        for (HistoryEvent event : history.subList(1, history.size())) {
            if (event instanceof InboundEvent && event.eventId() > 2) {
                points.add(event.eventId() - 1);
            }
        }
        return points;
    }

    /** Some begin late, some have a time limit and are repeated when it is over. */
    private UnaryOperator<WorkflowStarter<Errand>> errandOptions() {
        Duration amount = Duration.ofMillis(1 + random.nextInt(4_000));
        return switch (random.nextInt(8)) {
            case 0 -> starter -> starter.startDelay(amount);
            case 1 -> starter -> starter.runTimeout(amount);
            case 2 -> starter -> starter.runTimeout(amount).retry(RetryOptions.maximumAttempts(2));
            case 3 -> starter -> starter.executionTimeout(amount);
            default -> starter -> starter;
        };
    }

    private void awaitResult(WorkflowClient client, String id) {
        try {
            client.workflow(id).result(String.class, Duration.ofSeconds(10));
            checker.closedSeen(id);
        } catch (WorkflowFailedException e) {
            checker.closedSeen(id);
        }
    }
}
