package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityContext;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.testing.ProgramActivities;
import dev.durable.engine.testing.ProgramPart;
import dev.durable.engine.testing.ProgramWorkflow;
import dev.durable.engine.testing.RandomFaults;
import dev.durable.engine.testing.Seeds;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs while engines crash, stop, evict and lose their database: all end, and the fixture replays every prefix. */
public interface RandomProgramScenarios extends EngineScenarios {

    /** Programs at the same time. */
    int PROGRAMS = 6;

    /** Messages that may be on their way at the same time: more than that is what a slow machine would drown in. */
    int MAX_ON_THE_WAY = 10;

    /** From this round on there are fewer messages, and no more accidents. */
    int CALM = 250;

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("programSeeds")
    default void programsEndWhateverHappensToTheirEngines(long seed) {
        Random random = new Random(seed);
        RandomFaults faults = new RandomFaults(seed, 0.02);
        TestEngine client = engine(faults, random).clientOnly().start();
        AtomicReference<TestEngine> worker =
                new AtomicReference<>(engine(faults, random).start());
        List<CompletableFuture<Void>> starts = LongStream.range(0, PROGRAMS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> start(client, i, seed * PROGRAMS + i)))
                .toList();
        engines().untilInFastTime(() -> starts.stream().allMatch(CompletableFuture::isDone));
        starts.forEach(CompletableFuture::join);

        AtomicInteger onTheWay = new AtomicInteger();
        int[] rounds = {0};
        engines().untilInFastTime(() -> {
            if (++rounds[0] % 25 == 0 && rounds[0] < CALM) {
                worker.set(replaced(worker.get(), faults, random));
            }
            worker.get().engine().evictIdleRuns();
            for (int i = 0; i < PROGRAMS; i++) {
                String program = "program-" + i;
                if (onTheWay.get() < MAX_ON_THE_WAY && isReceptive(program, rounds[0])) {
                    send(onTheWay, signal(random.nextBoolean() ? client : worker.get(), program, random));
                    send(onTheWay, update(client, program, random));
                }
            }
            return engines().allRuns().stream().allMatch(run -> run.status().isClosed());
        });
        faults.stop();

        assertThat(engines().allRuns().stream()
                        .filter(run -> run.workflowType().equals("ProgramWorkflow"))
                        .map(WorkflowSummary::workflowId)
                        .distinct())
                .hasSize(PROGRAMS);
    }

    /** Seeds of programs and accidents. */
    static LongStream programSeeds() {
        return Seeds.first(4);
    }

    /** Whether the program may get more: not before it has taken in what it has got. */
    private boolean isReceptive(String program, int round) {
        return (round < CALM || round % 10 == 0) && engines().run(program).pendingMessages() < MAX_ON_THE_WAY;
    }

    private static void send(AtomicInteger onTheWay, Runnable message) {
        onTheWay.incrementAndGet();
        CompletableFuture.runAsync(message).whenComplete((done, failure) -> onTheWay.decrementAndGet());
    }

    private TestEngine replaced(TestEngine worker, RandomFaults faults, Random random) {
        if (random.nextBoolean()) {
            worker.crash();
        } else {
            CompletableFuture<Void> stop = worker.stopAsync();
            engines().untilInFastTime(stop::isDone);
        }
        return startDespiteFaults(engine(faults, random).build());
    }

    private static TestEngine startDespiteFaults(TestEngine engine) {
        try {
            return engine.start();
        } catch (StoreUnavailableException e) {
            return startDespiteFaults(engine);
        }
    }

    private TestEngineBuilder engine(RandomFaults faults, Random random) {
        return engines()
                .engine()
                .workflow(ProgramWorkflow.class, ProgramPart.class)
                .activityInContext(ProgramActivities.class, context -> step -> execute(context, step))
                .nodeName("worker")
                .maxCachedRuns(1 + random.nextInt(PROGRAMS))
                .probe(faults);
    }

    /** Does it, fails, or leaves it to somebody outside. */
    private String execute(ActivityContext context, String step) {
        if (step.hashCode() % 5 == 0) {
            throw new IllegalStateException("unlucky " + step);
        }
        if (step.hashCode() % 7 == 0 && !context.info().isLocal()) {
            context.completeLater();
            String token = context.taskToken();
            CompletableFuture.runAsync(() -> completeFromOutside(token, step));
        }
        return step + " done";
    }

    /** By an engine that is not disturbed; the attempt may be over by then. */
    private void completeFromOutside(String token, String step) {
        try {
            ActivityCompletionClient outside =
                    engines().engine().clientOnly().build().engine().activityCompletionClient();
            if (step.hashCode() % 3 == 0) {
                outside.fail(token, new IllegalStateException("unlucky outside"));
            } else {
                outside.complete(token, step + " done outside");
            }
        } catch (DurableException e) {
            assertThat(e.code()).isIn(ErrorCode.ACTIVITY_NOT_PENDING, ErrorCode.ACTIVITY_ATTEMPT_OVER);
        }
    }

    private static void start(TestEngine client, long number, long seed) {
        try {
            client.client()
                    .newWorkflow(ProgramWorkflow.class)
                    .id("program-" + number)
                    .start(w -> w.run(seed, 6));
        } catch (StoreUnavailableException e) {
            start(client, number, seed);
        } catch (WorkflowAlreadyStartedException e) {
            // by the try before, whose outcome nobody could know
        }
    }

    private static Runnable signal(TestEngine from, String workflowId, Random random) {
        String name = random.nextInt(4) == 0 ? "addSlowly" : "add";
        return () -> {
            try {
                from.workflow(workflowId).signal(name, 1);
            } catch (StoreUnavailableException e) {
                // there will be more signals
            } catch (DurableException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED);
            }
        };
    }

    /** Nobody waits for the answer; some ids are asked for twice. */
    private static Runnable update(TestEngine from, String workflowId, Random random) {
        String name = random.nextInt(4) == 0 ? "addSlowlyByUpdate" : "addByUpdate";
        int count = random.nextInt(4) - 1;
        UpdateOptions options =
                UpdateOptions.waitFor(UpdateStage.ADMITTED).withUpdateId("update-" + random.nextInt(300));
        return () -> {
            try {
                from.workflow(workflowId).startUpdate(options, name, Object.class, count);
            } catch (StoreUnavailableException e) {
                // there will be more updates
            } catch (DurableException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CLOSED);
            }
        };
    }
}
