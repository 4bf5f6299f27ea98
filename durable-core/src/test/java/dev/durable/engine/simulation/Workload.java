package dev.durable.engine.simulation;

import dev.durable.activity.RetryOptions;
import dev.durable.client.SignalOptions;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowStarter;
import dev.durable.engine.testing.ProgramWorkflow;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What callers do to the cluster: it follows from the seed. Each call is made on some node, and dies with it. */
final class Workload {

    private final Random random;
    private final Simulation simulation;
    private final Checker checker;
    private final Calls calls;
    private final List<String> collectors = new ArrayList<>();
    private final List<String> errands = new ArrayList<>();
    private final List<String> programs = new ArrayList<>();
    private int numbers;

    Workload(Random random, Simulation simulation, Checker checker) {
        this.random = random;
        this.simulation = simulation;
        this.checker = checker;
        this.calls = new Calls(random, simulation);
    }

    /** Plans all calls of the next while. */
    void plan(long micros) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int collector = collectors.size();
            collectors.add("collector-" + collector);
            planCollector("collector-" + collector, micros);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            planErrand("errand-" + errands.size(), micros);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            planProgram("program-" + programs.size(), micros);
        }
    }

    /** Whether all that was planned is over. */
    boolean isOver() {
        return calls.areOver();
    }

    /** Sees to it that everything can come to its end. */
    void finish() {
        for (String collector : collectors) {
            calls.plan(
                    500_000,
                    true,
                    "finish " + collector,
                    client -> client.workflow(Collector.class, collector)
                            .signal(SignalOptions.requestId("finish"), Collector::finish));
        }
    }

    /** Gives workflows that go on what they may wait for. */
    void goOn() {
        for (String errand : errands.stream().filter(checker::isPaused).toList()) {
            calls.plan(
                    0,
                    false,
                    "unpause " + errand,
                    client -> client.workflow(errand).unpause("go on"));
        }
        for (String program : programs.stream().filter(checker::isOpen).toList()) {
            calls.plan(
                    0,
                    false,
                    "signal " + program,
                    client -> client.workflow(program).signal("add", 1));
        }
    }

    private void planCollector(String id, long micros) {
        int perRun = 1 + random.nextInt(6);
        start(
                random.nextInt((int) micros / 3),
                id,
                client -> client.newWorkflow(Collector.class)
                        .id(id)
                        .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                        .start(w -> w.collect(0, perRun)));
        for (int i = 3 + random.nextInt(12); i > 0; i--) {
            planNumber(id, ++numbers, random.nextInt((int) micros));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            calls.plan(
                    random.nextInt((int) micros),
                    false,
                    "query " + id,
                    client ->
                            checker.queried(client.workflow(Collector.class, id).query(Collector::received)));
        }
    }

    private void planNumber(String id, int number, long delay) {
        checker.sent(number, id);
        switch (random.nextInt(6)) {
            case 0 ->
                sendNumber(
                        delay,
                        false,
                        number,
                        client -> client.workflow(Collector.class, id).signal(w -> w.add(number)));
            case 1 ->
                sendNumber(
                        delay,
                        false,
                        number,
                        client -> client.workflow(Collector.class, id).signal(w -> w.addWithWork(number)));
            case 2 ->
                sendNumber(
                        delay,
                        true,
                        number,
                        client -> client.workflow(Collector.class, id)
                                .signal(SignalOptions.requestId("number " + number), w -> w.add(number)));
            case 3 ->
                sendNumber(
                        delay,
                        true,
                        number,
                        client -> client.workflow(Collector.class, id)
                                .signal(SignalOptions.requestId("number " + number), w -> w.addWithWork(number)));
            case 4 -> planUpdate(id, number, delay, UpdateStage.ACCEPTED);
            default -> planUpdate(id, number, delay, UpdateStage.COMPLETED);
        }
    }

    private void sendNumber(long delay, boolean again, int number, Consumer<WorkflowClient> action) {
        calls.plan(delay, again, "number " + number, client -> {
            checker.sending(number);
            action.accept(client);
            checker.answered(number, true);
        });
    }

    private void planUpdate(String id, int number, long delay, UpdateStage stage) {
        UpdateOptions options = UpdateOptions.waitFor(UpdateStage.ACCEPTED).withUpdateId("number " + number);
        boolean work = random.nextBoolean();
        calls.plan(delay, true, "update " + number, client -> {
            try {
                checker.sending(number);
                var handle = client.workflow(Collector.class, id)
                        .startUpdate(options, w -> work ? w.putWithWork(number) : w.put(number));
                checker.answered(number, true);
                if (stage == UpdateStage.COMPLETED) {
                    handle.result(Duration.ofSeconds(5));
                }
            } catch (UpdateFailedException e) {
                if (e.code() == ErrorCode.UPDATE_REJECTED) {
                    checker.answered(number, false);
                }
            }
        });
    }

    private void planErrand(String id, long micros) {
        errands.add(id);
        long seed = random.nextLong();
        int begin = random.nextInt((int) micros / 2);
        int steps = 2 + random.nextInt(8);
        UnaryOperator<WorkflowStarter<Errand>> options = errandOptions();
        Consumer<WorkflowClient> start = client -> options.apply(
                        client.newWorkflow(Errand.class).id(id).idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE))
                .start(w -> w.run(seed, steps, 2));
        if (random.nextInt(4) == 0) {
            startInTransaction(begin, id, random.nextBoolean(), start);
        } else {
            start(begin, id, start);
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
        switch (random.nextInt(6)) {
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

    private void planProgram(String id, long micros) {
        programs.add(id);
        long seed = random.nextInt(100_000);
        int begin = random.nextInt((int) micros);
        start(
                begin,
                id,
                client -> client.newWorkflow(ProgramWorkflow.class)
                        .id(id)
                        .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                        .start(w -> w.run(seed, 6)));
        for (int i = random.nextInt(8); i > 0; i--) {
            String signal = random.nextInt(4) == 0 ? "addSlowly" : "add";
            calls.plan(
                    begin + random.nextInt(1_000_000),
                    false,
                    "signal " + id,
                    client -> client.workflow(id).signal(signal, 1));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String update = random.nextInt(4) == 0 ? "addSlowlyByUpdate" : "addByUpdate";
            int count = random.nextInt(4) - 1;
            UpdateOptions options =
                    UpdateOptions.waitFor(UpdateStage.ADMITTED).withUpdateId("update-" + random.nextInt(4));
            calls.plan(
                    begin + random.nextInt(1_000_000),
                    false,
                    "update " + id,
                    client -> client.workflow(id).startUpdate(options, update, Object.class, count));
        }
    }

    private void start(long delay, String id, Consumer<WorkflowClient> action) {
        calls.plan(delay, true, "start " + id, client -> {
            try {
                action.accept(client);
            } catch (WorkflowAlreadyStartedException e) {
                // by the try before, whose outcome nobody could know
            }
            checker.startAcknowledged(id);
        });
    }

    private void startInTransaction(long delay, String id, boolean commits, Consumer<WorkflowClient> action) {
        calls.plan(delay, commits, "start in transaction " + id, client -> {
            try {
                simulation.inTransaction(() -> {
                    action.accept(client);
                    if (!commits) {
                        throw new RolledBack();
                    }
                });
            } catch (RolledBack e) {
                checker.startRolledBack(id);
                return;
            } catch (WorkflowAlreadyStartedException e) {
                // by the try before, whose outcome nobody could know
            }
            checker.startAcknowledged(id);
        });
    }

    private static final class RolledBack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RolledBack() {
            super("as planned", null, false, false);
        }
    }
}
