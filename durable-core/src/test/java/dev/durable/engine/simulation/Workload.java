package dev.durable.engine.simulation;

import dev.durable.client.SignalOptions;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowClient;
import dev.durable.engine.testing.ProgramWorkflow;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What callers do to the cluster: it follows from the seed. Each call is made on some node, and dies with it. */
final class Workload {

    private final Random random;
    private final Checker checker;
    private final Calls calls;
    private final Starts starts;
    private final ErrandCalls errandCalls;
    private final ScheduledErrands scheduled;
    private final LateReports reports;
    private final List<String> collectors = new ArrayList<>();
    private final List<String> errands = new ArrayList<>();
    private final List<String> programs = new ArrayList<>();
    private int numbers;

    Workload(Random random, Simulation simulation, Checker checker) {
        this.random = random;
        this.checker = checker;
        this.calls = new Calls(random, simulation);
        this.starts = new Starts(calls, simulation, checker);
        this.errandCalls = new ErrandCalls(random, calls, starts, checker);
        this.scheduled = new ScheduledErrands(random, calls, checker);
        this.reports = new LateReports(new Random(random.nextLong()), calls);
    }

    /** Plans all calls of the next while. */
    void plan(long micros) {
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int collector = collectors.size();
            collectors.add("collector-" + collector);
            planCollector("collector-" + collector, micros);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            String id = "errand-" + errands.size();
            errands.add(id);
            errandCalls.plan(id, micros);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            planProgram("program-" + programs.size(), micros);
        }
        if (random.nextInt(3) == 0) {
            scheduled.plan(micros);
        }
    }

    /** What others are to tell of activities. */
    LateReports reports() {
        return reports;
    }

    /** Whether all that was planned is over. */
    boolean isOver() {
        return calls.areOver() && !scheduled.isThere();
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
        scheduled.finish();
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
        starts.plan(
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

    private void planProgram(String id, long micros) {
        programs.add(id);
        long seed = random.nextInt(100_000);
        int begin = random.nextInt((int) micros);
        starts.plan(
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
}
