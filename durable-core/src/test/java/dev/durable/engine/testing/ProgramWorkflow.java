package dev.durable.engine.testing;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Executes a program over everything that workflow code can ask for; the program follows from a seed. Waits for signals, of which
 * there must be ever more. Every block of statements draws its program from a random source of its own, so that the program does not
 * depend on how threads take turns.
 */
@Workflow
public class ProgramWorkflow {

    private static final int MAX_DEPTH = 2;

    private final WorkflowContext workflow;
    private final ProgramActivities activities;
    private final ProgramActivities stoppable;
    private final Clock clock;
    private final RandomGenerator random;
    private final List<Consumer<Block>> statements = List.of(
            this::call,
            this::sleep,
            this::callInParallel,
            this::callAgainstTimer,
            this::awaitSignalsForAWhile,
            this::awaitSignal,
            this::forkBlock,
            this::branchAtRandom,
            this::runSaga,
            this::chainPromises,
            this::noteTimeAndIds,
            this::awaitPromiseForAWhile,
            this::recordSomething,
            this::shareSomething,
            this::callLocally,
            this::callLocallyInParallel,
            this::callAndAskToStop,
            this::relateSomething,
            this::relateSomething);
    private final List<String> trace = new ArrayList<>();
    private final ProgramTools tools;
    private final ProgramRelations relations;
    private int signals;
    private int calls;

    ProgramWorkflow(WorkflowContext workflow, ProgramActivities activities, Clock clock, RandomGenerator random) {
        this.workflow = workflow;
        this.activities = activities;
        this.stoppable = workflow.activity(ProgramActivities.class, StoppableCall.OPTIONS);
        this.clock = clock;
        this.random = random;
        this.tools = new ProgramTools(workflow, this::callActivity, trace);
        this.relations = new ProgramRelations(workflow, this::callActivity, this::callLocalActivity, trace);
    }

    /** Runs the program of the seed, with so many statements in its outer block. */
    @WorkflowMethod
    public String run(long seed, int size) {
        new Block(new Random(seed), 0).run(size);
        if (seed % 7 == 0) {
            throw ApplicationFailure.of("as the seed wants it", "Unlucky", trace.size());
        }
        if (seed % 5 == 0 && size > 2) {
            throw workflow.continueAsNew(ProgramWorkflow.class, w -> w.run(seed + 1, size / 2));
        }
        return trace.size() + ":" + String.join(",", trace).hashCode();
    }

    /** A signal that is handled at once. */
    @SignalMethod
    public void add(int count) {
        signals += count;
        trace.add("add " + count);
    }

    /** A signal whose handler blocks. */
    @SignalMethod
    public void addSlowly(int count) {
        workflow.sleep(Duration.ofMillis(5));
        callActivity("slow " + count);
        signals += count;
    }

    /** An update that is carried out at once, or fails. */
    @UpdateMethod
    public int addByUpdate(int count) {
        trace.add("update " + count);
        if (count == 2) {
            throw ApplicationFailure.of("two is too much", "TooMuch");
        }
        signals += count;
        return signals;
    }

    @UpdateValidatorMethod(updateName = "addByUpdate")
    void checkAddByUpdate(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("negative");
        }
    }

    /** An update whose handler blocks. */
    @UpdateMethod
    public String addSlowlyByUpdate(int count) {
        String outcome = callActivity("update " + count);
        workflow.await(Duration.ofMillis(3), () -> signals % 2 == 0);
        signals += count;
        return outcome;
    }

    /** What the program has done. */
    @QueryMethod
    public List<String> trace() {
        return trace;
    }

    private void call(Block block) {
        callActivity("call");
    }

    private void callLocally(Block block) {
        for (int i = 0; i < 3; i++) {
            callLocalActivity("local");
        }
    }

    private void callLocallyInParallel(Block block) {
        Promise<String> one = workflow.async(() -> callLocalActivity("local one"));
        Promise<String> other = workflow.async(() -> callActivity("not local"));
        trace.add(workflow.anyOf(List.of(one, other)).get());
    }

    private String callLocalActivity(String step) {
        String outcome;
        try {
            outcome = workflow.localActivity(ProgramActivities.class).run(step + " " + ++calls);
        } catch (ActivityFailure e) {
            outcome = "failed locally after " + e.attempt();
        }
        trace.add(outcome);
        return outcome;
    }

    /** The activity may end in any way before it hears of it, or after. */
    private void callAndAskToStop(Block block) {
        StoppableCall call = StoppableCall.of(workflow, () -> callActivity(stoppable, "stoppable"));
        if (!call.result().await(block.shortTime())) {
            call.stop();
        }
        trace.add("stopped or not: " + call.result().get());
    }

    private String callActivity(String step) {
        return callActivity(activities, step);
    }

    private String callActivity(ProgramActivities stub, String step) {
        String outcome;
        try {
            outcome = stub.run(step + " " + ++calls);
        } catch (ActivityFailure e) {
            outcome = "failed after " + e.attempt();
        }
        trace.add(outcome);
        return outcome;
    }

    private void sleep(Block block) {
        workflow.sleep(block.shortTime());
        trace.add("slept");
    }

    private void callInParallel(Block block) {
        Promise<String> one = workflow.async(() -> activities.run("one " + ++calls));
        Promise<String> other = workflow.async(() -> activities.run("other " + ++calls));
        try {
            workflow.allOf(one, other).get();
            trace.add(one.get() + other.get());
        } catch (ActivityFailure e) {
            trace.add(e.activityType() + " failed");
        }
    }

    private void callAgainstTimer(Block block) {
        Promise<String> call = workflow.async(() -> callActivity("hurried"));
        Promise<String> timer = workflow.newTimer(block.shortTime()).thenApply(fired -> "too late");
        trace.add(workflow.anyOf(List.of(call, timer)).get());
    }

    private void awaitSignalsForAWhile(Block block) {
        int wanted = signals + 1;
        trace.add("in time " + workflow.await(block.shortTime(), () -> signals >= wanted));
    }

    private void awaitSignal(Block block) {
        int wanted = signals + 1;
        workflow.await(() -> signals >= wanted);
        trace.add("signalled");
    }

    private void forkBlock(Block block) {
        if (block.depth < MAX_DEPTH) {
            Block fork = block.fork();
            block.forks.add(workflow.async(() -> fork.run(2)));
        }
    }

    private void branchAtRandom(Block block) {
        if (random.nextInt(3) > 0) {
            callActivity("branch");
        } else {
            trace.add("no branch");
        }
    }

    private void runSaga(Block block) {
        Saga saga = workflow.newSaga(new SagaOptions(block.random.nextBoolean(), true));
        for (int i = 0; i < 2; i++) {
            callActivity("reserve");
            saga.addCompensation(() -> callActivity("release"));
        }
        if (block.random.nextBoolean()) {
            saga.compensate();
        }
    }

    private void chainPromises(Block block) {
        Duration pause = block.shortTime();
        CompletablePromise<Integer> promise = workflow.newPromise();
        workflow.async(() -> {
            try {
                workflow.sleep(pause);
            } catch (CanceledFailure e) {
                promise.completeExceptionally(e);
            }
            if (pause.toMillis() % 2 == 0) {
                promise.complete(calls);
            } else {
                promise.completeExceptionally(ApplicationFailure.of("odd", "Odd"));
            }
        });
        trace.add(promise.thenApply(count -> count + 1)
                .handle((count, failure) -> failure == null ? "count " + count : failure.getMessage())
                .get());
    }

    private void noteTimeAndIds(Block block) {
        trace.add(clock.instant() + " " + workflow.randomUuid() + " " + random.nextLong());
        workflow.sleep(Duration.ZERO);
    }

    private void awaitPromiseForAWhile(Block block) {
        Promise<String> call = workflow.async(() -> callActivity("awaited"));
        trace.add("awaited " + call.await(block.shortTime()));
    }

    private void recordSomething(Block block) {
        tools.record(block.random);
    }

    private void shareSomething(Block block) {
        tools.share(block.random);
    }

    private void relateSomething(Block block) {
        relations.relate(block.random);
    }

    private final class Block {

        private final Random random;
        private final int depth;
        private final List<Promise<?>> forks = new ArrayList<>();

        Block(Random random, int depth) {
            this.random = random;
            this.depth = depth;
        }

        void run(int size) {
            for (int i = 0; i < size; i++) {
                statements.get(random.nextInt(statements.size())).accept(this);
            }
            forks.forEach(Promise::get);
        }

        Block fork() {
            return new Block(new Random(random.nextLong()), depth + 1);
        }

        Duration shortTime() {
            return Duration.ofMillis(1 + random.nextInt(30));
        }
    }
}
