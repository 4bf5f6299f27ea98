package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.LocalActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Retry;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.CommitGate;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.RetryState;
import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Activities that are executed as a part of their workflow's step. */
public interface LocalActivityScenarios extends EngineScenarios {

    @Test
    default void chainOfQuickCallsIsOneCommit() {
        Turns turns = new Turns();
        TestEngine engine = engine(new Sums(), turns)
                .localActivityWait(Duration.ofMinutes(1))
                .start();

        WorkflowHandle<Integer> handle = start(engine, 10, 0);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(45);
        assertThat(EventText.of(handle.history())).hasSize(12).contains("local 10 completed: 45", "complete 45");
        assertThat(turns.sizes()).as("the start, then all the rest").containsExactly(1, 11);
    }

    @Test
    default void turnIsCommittedWhenACallTakesTooLong() {
        Turns turns = new Turns();
        Gates gates = new Gates();
        TestEngine engine = mixed(gates).probe(turns).start();
        WorkflowHandle<String> handle = begin(engine, "quick", "slow");
        gates.awaitBegun(engines(), "quick");
        gates.open("quick");

        engines().until(() -> eventsOf("mixed").contains("local 1 completed: \"done quick\""));
        assertThat(gates.ended()).doesNotContain("slow");
        gates.open("slow");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done quick,done slow");
        assertThat(turns.sizes()).containsExactly(1, 1, 2);
    }

    @Test
    default void withoutPatienceTurnsWaitForNothing() {
        Gates gates = new Gates().open("quick");
        TestEngine engine = mixed(gates).localActivityWait(Duration.ZERO).start();
        begin(engine, "quick", "slow");
        gates.awaitBegun(engines(), "slow");

        engines().until(() -> eventsOf("mixed").contains("local 1 completed: \"done quick\""));
        gates.open("slow");

        engine.workflow("mixed").result(String.class, EngineFixture.PATIENCE);
    }

    @Test
    default void effectsOfTheTurnDoNotWaitForLocalActivities() {
        Gates gates = new Gates();
        TestEngine engine = engines()
                .engine()
                .workflow(BothAtOnce.class)
                .activity(GatedWork.class, gates)
                .localActivityWait(Duration.ofHours(1))
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(BothAtOnce.class).id("both").start(BothAtOnce::run);
        gates.awaitBegun(engines(), "local");
        gates.open("local first");

        handle.signal("go");
        gates.awaitBegun(engines(), "remote");
        assertThat(gates.ended()).doesNotContain("local");
        gates.open("local", "remote");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done local+done remote");
    }

    @Test
    default void signalAndQueryDoNotWaitForLocalActivities() {
        Gates gates = new Gates();
        TestEngine engine = mixed(gates).localActivityWait(Duration.ofHours(1)).start();
        WorkflowHandle<String> handle = begin(engine, "a", "b");
        gates.awaitBegun(engines(), "a");
        gates.open("a");
        gates.awaitBegun(engines(), "b");

        assertThatObject(engine.workflow("mixed").query("done", List.class)).isEqualTo(List.of("done a"));
        handle.signal("note", "x");
        assertThatObject(engine.workflow("mixed").query("done", List.class)).isEqualTo(List.of("done a", "x"));
        gates.open("b");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a,x,done b");
    }

    @Test
    default void localActivityWhoseResultIsNotRecordedRunsAgainAfterACrash() {
        Gates gates = new Gates();
        TestEngine dying = mixed(gates).nodeName("node").start();
        begin(dying, "a", "b");
        gates.awaitBegun(engines(), "a");
        gates.open("a");
        gates.awaitBegun(engines(), "b");
        engines().until(() -> eventsOf("mixed").contains("local 1 completed: \"done a\""));
        dying.crash();
        gates.open("b");

        TestEngine next = mixed(gates).nodeName("node").start();

        assertThat(next.workflow("mixed").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done a,done b");
        assertThat(gates.begun()).containsExactly("a", "b", "b");
    }

    @Test
    default void localActivityWhoseTurnWasNotCommittedRunsAgain() {
        Gates gates = new Gates().open("a", "b");
        CommitGate gate = CommitGate.at(EventType.LocalActivityTaskCompleted);
        TestEngine dying = mixed(gates).nodeName("node").probe(gate).start();
        begin(dying, "a", "b");
        engines().until(gate::isReached);
        dying.crash();
        gate.open();

        TestEngine next = mixed(gates).nodeName("node").start();

        assertThat(next.workflow("mixed").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done a,done b");
        assertThat(gates.begun())
                .as("whether b had begun before depends on how long a took")
                .containsSubsequence("a", "a", "b");
    }

    @Test
    default void stopLetsALocalActivityEndAndTheNextNodeGoesOnAtOnce() {
        Gates gates = new Gates();
        TestEngine first = mixed(gates).start();
        begin(first, "a", "b");
        gates.awaitBegun(engines(), "a");
        CompletableFuture<Void> stop = first.stopAsync();
        gates.open("a");
        stop.join();
        gates.open("b");

        TestEngine next = mixed(gates).start();

        assertThat(next.workflow("mixed").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done a,done b");
        assertThat(gates.begun()).containsExactly("a", "b");
    }

    @Test
    default void startThatIsRefusedExecutesNothing() {
        Gates gates = new Gates();
        TestEngine engine = mixed(gates).start();
        begin(engine, "first");

        assertThatThrownBy(() -> begin(engine, "second")).isInstanceOf(WorkflowAlreadyStartedException.class);
        gates.open("first");
        engine.workflow("mixed").result(String.class, EngineFixture.PATIENCE);

        assertThat(gates.begun()).containsExactly("first");
    }

    @Test
    default void retriesHappenInsideOfTheTurnOrBetweenTurns() {
        AtomicInteger attempts = new AtomicInteger();
        Turns turns = new Turns();
        TestEngine engine = engines()
                .engine()
                .workflow(Stubborn.class)
                .activity(Flaky.class, () -> {
                    if (attempts.incrementAndGet() < 4) {
                        throw new IllegalStateException("attempt " + attempts.get());
                    }
                    return "in attempt " + attempts.get();
                })
                .probe(turns)
                .start();

        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Stubborn.class).id("stubborn").start(w -> w.run(10, 10));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("in attempt 4");
        assertThat(EventText.of(handle.history()))
                .containsExactly("started(10, 10)", "local 1 completed: \"in attempt 4\"", "complete \"in attempt 4\"");
    }

    @Test
    default void longPauseBetweenAttemptsHoldsUpNothingElse() {
        AtomicInteger attempts = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(Stubborn.class)
                .activity(Flaky.class, () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                    return "later";
                })
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Stubborn.class).id("stubborn").start(w -> w.run(10, 3_600_000));
        engines().until(() -> attempts.get() == 1);

        handle.signal("note");
        assertThat(engine.workflow("stubborn").query("notes", Integer.class)).isEqualTo(1);
        engine.engine().evictIdleRuns();
        engines().time().skip(Duration.ofHours(1));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("later");
        assertThat(attempts).hasValue(2);
    }

    @Test
    default void lastFailureFailsTheCall() {
        TestEngine engine = engines()
                .engine()
                .workflow(Stubborn.class)
                .activity(Flaky.class, () -> {
                    throw new IllegalStateException("never");
                })
                .start();

        assertThatThrownBy(() -> engine.client()
                        .newWorkflow(Stubborn.class)
                        .id("stubborn")
                        .start(w -> w.run(2, 10))
                        .result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(ActivityFailure.class, failure -> {
                    assertThat(failure.getMessage()).startsWith("Local activity Flaky.run failed in attempt 2");
                    assertThat(failure.retryState()).isEqualTo(RetryState.MAXIMUM_ATTEMPTS_REACHED);
                })
                .cause()
                .hasMessage("never");
    }

    @Test
    default void runsThatWaitForLocalActivitiesAreNotEvicted() {
        Gates gates = new Gates();
        TestEngine engine = mixed(gates).maxCachedRuns(1).start();
        List<WorkflowHandle<String>> handles = IntStream.range(0, 5)
                .mapToObj(i -> engine.client()
                        .newWorkflow(Mixed.class)
                        .id("mixed-" + i)
                        .start(w -> w.run(List.of("a" + i, "b" + i))))
                .toList();
        engines().until(() -> gates.begun().size() == 5);
        engine.engine().evictIdleRuns();

        IntStream.range(0, 5).forEach(i -> gates.open("a" + i, "b" + i));

        handles.forEach(handle -> handle.result(EngineFixture.PATIENCE));
        assertThat(gates.begun()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    default void longChainIsCommittedInPieces() {
        Turns turns = new Turns();
        TestEngine engine = engine(new Sums(), turns)
                .localActivityWait(Duration.ofMinutes(1))
                .start();

        assertThat(start(engine, 250, 0).result(EngineFixture.PATIENCE)).isEqualTo(250 * 249 / 2);

        assertThat(turns.sizes()).containsExactly(1, 100, 100, 51);
    }

    private TestEngineBuilder mixed(Gates gates) {
        return engines().engine().workflow(Mixed.class).activity(GatedWork.class, gates);
    }

    private static WorkflowHandle<String> begin(TestEngine engine, String... names) {
        return engine.client().newWorkflow(Mixed.class).id("mixed").start(w -> w.run(List.of(names)));
    }

    private List<String> eventsOf(String workflowId) {
        return EventText.of(engines().history(workflowId));
    }

    private TestEngineBuilder engine(Sums sums, StoreProbe probe) {
        return engines().engine().workflow(Chain.class).activity(sums).probe(probe);
    }

    private static WorkflowHandle<Integer> start(TestEngine engine, int calls, int from) {
        return engine.client().newWorkflow(Chain.class).id("chain").start(w -> w.run(calls, from));
    }

    /** Notes how many events each committed turn had. */
    class Turns implements StoreProbe {

        private final List<Integer> sizes = new CopyOnWriteArrayList<>();

        @Override
        public void afterCommit(List<TurnWrite> batch) {
            batch.stream()
                    .map(TurnWrite::events)
                    .map(List<HistoryEvent>::size)
                    .filter(size -> size > 0)
                    .forEach(sizes::add);
        }

        List<Integer> sizes() {
            return sizes;
        }
    }

    @Activity
    class Sums {

        public int add(int one, int other) {
            return one + other;
        }
    }

    @Workflow
    class Chain {

        private final WorkflowContext workflow;

        Chain(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run(int calls, int from) {
            Sums sums = workflow.localActivity(Sums.class);
            int sum = from;
            for (int i = 0; i < calls; i++) {
                sum = sums.add(sum, i);
            }
            return sum;
        }
    }

    @Workflow
    class Mixed {

        private final WorkflowContext workflow;
        private final List<String> done = new ArrayList<>();

        Mixed(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(List<String> names) {
            GatedWork work = workflow.localActivity(
                    GatedWork.class, LocalActivityOptions.NONE.withStartToCloseTimeout(Duration.ofHours(1)));
            names.forEach(name -> done.add(work.work(name)));
            return String.join(",", done);
        }

        @SignalMethod
        public void note(String text) {
            done.add(text);
        }

        @QueryMethod
        public List<String> done() {
            return done;
        }
    }

    @Workflow
    class BothAtOnce {

        private final WorkflowContext workflow;
        private final GatedWork remote;
        private boolean go;

        BothAtOnce(WorkflowContext workflow, GatedWork remote) {
            this.workflow = workflow;
            this.remote = remote;
        }

        @WorkflowMethod
        public String run() {
            GatedWork local = workflow.localActivity(GatedWork.class);
            Promise<String> first = workflow.async(() -> local.work("local"));
            workflow.await(() -> go);
            String second = remote.work("remote");
            return first.get() + "+" + second;
        }

        @SignalMethod
        public void go() {
            go = true;
        }
    }

    @Activity(retry = @Retry(initialInterval = "10ms"))
    interface Flaky {

        String run();
    }

    @Workflow
    class Stubborn {

        private final WorkflowContext workflow;
        private int notes;

        Stubborn(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(int attempts, long pauseMillis) {
            Duration pause = Duration.ofMillis(pauseMillis);
            Flaky flaky = workflow.localActivity(
                    Flaky.class,
                    LocalActivityOptions.NONE.withRetry(new RetryOptions(pause, null, pause, attempts, null)));
            return flaky.run();
        }

        @SignalMethod
        public void note() {
            notes++;
        }

        @QueryMethod
        public int notes() {
            return notes;
        }
    }
}
