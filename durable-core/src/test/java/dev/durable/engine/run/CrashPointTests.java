package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.StoredRun;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A tour through all that concerns other runs, with one accident at each point in turn: the outcome is always the same, and whatever is
 * sent arrives once.
 */
class CrashPointTests {

    private static final int MAX_ROUNDS = 200;

    @RegisterExtension
    private final ReplayFixture replay =
            new ReplayFixture().workflow(Tour.class, Part.class, Unsteady.class, Endless.class, Counter.class);

    /** What may happen to a node. */
    enum Accident {
        CRASH_BEFORE_TASK,
        OWNERSHIP_LOST_BEFORE_TASK,
        CRASH_BEFORE_COMMIT,
        CRASH_AFTER_COMMIT,
        OWNERSHIP_LOST_BEFORE_COMMIT,
        COMMIT_FAILS,
        COMMIT_ANSWER_LOST
    }

    @ParameterizedTest
    @EnumSource
    void outcomeIsTheSameWhereverTheAccidentHappens(Accident accident) {
        boolean happened = true;
        int point = 0;
        while (happened) {
            try {
                happened = tour(accident, ++point);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(accident + " at point " + point, e);
            }
        }
        assertThat(point).isGreaterThan(15);
    }

    /** Makes the tour; false if it was over before the accident. */
    private boolean tour(Accident accident, int point) {
        SteppedCluster cluster = new SteppedCluster(replay.services());
        SteppedNode node = cluster.node();
        Trouble trouble = new Trouble(accident, point, node);
        node.begin("counter", Counter.class);
        cluster.settle();
        trouble.arm();
        node.begin("tour", Tour.class, 2);
        for (int round = 0; round < MAX_ROUNDS && !isOver(cluster); round++) {
            cluster.settle();
            if (trouble.leavesRunsAlone() && cluster.store().findRun("tour").isEmpty()) {
                // nobody has accepted the start: the caller tries again
                cluster.node().begin("tour", Tour.class, 2);
            } else if (trouble.leavesRunsAlone() && !trouble.replaced) {
                trouble.replaced = true;
                cluster.node();
            }
            cluster.pass(Duration.ofMillis(200));
        }
        assertThat(cluster.run("tour").status())
                .as(() -> String.join("\n", cluster.text("tour")))
                .isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(cluster.text("tour")).endsWith("complete \"part, steady, given up, 1\"");
        assertThat(signals(cluster))
                .as(String.join("\n", cluster.text("counter")))
                .isEqualTo(2);
        assertThat(cluster.run("tour/endless").status()).isEqualTo(WorkflowStatus.TERMINATED);
        assertThat(cluster.run("tour/abandoned").status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(cluster.runs("tour")).hasSize(2);
        assertThat(cluster.runs("tour/part")).hasSize(2);
        cluster.verify();
        return trouble.happened;
    }

    private static boolean isOver(SteppedCluster cluster) {
        return cluster.store()
                .findRun("tour")
                .filter(run -> run.status() == WorkflowStatus.COMPLETED)
                .flatMap(run -> cluster.store().findRun("tour/endless"))
                .filter(run -> run.status().isClosed())
                .isPresent();
    }

    private static long signals(SteppedCluster cluster) {
        long count = 0;
        for (StoredRun run : cluster.runs("counter")) {
            for (HistoryEvent event : cluster.store().history(run.runId(), 0)) {
                count += event.type() == EventType.WorkflowExecutionSignaled ? 1 : 0;
            }
        }
        return count;
    }

    /** Happens to a node once, when it has done so much. */
    private static final class Trouble implements StoreProbe {

        private final Accident accident;
        private final int point;
        private final SteppedNode node;
        private int count;
        private boolean armed;
        private boolean happened;
        private boolean replaced;

        Trouble(Accident accident, int point, SteppedNode node) {
            this.accident = accident;
            this.point = point;
            this.node = node;
            node.store().probe(this);
            node.beforeTasks(this::beforeTask);
        }

        void arm() {
            armed = true;
        }

        /** Whether somebody else has to go on. */
        boolean leavesRunsAlone() {
            return happened && accident != Accident.COMMIT_FAILS && accident != Accident.COMMIT_ANSWER_LOST;
        }

        private void beforeTask() {
            if (accident == Accident.CRASH_BEFORE_TASK && isDue()) {
                node.crash();
            } else if (accident == Accident.OWNERSHIP_LOST_BEFORE_TASK && isDue()) {
                node.loseOwnership();
            }
        }

        @Override
        public void beforeCommit(List<TurnWrite> turns) {
            if (accident == Accident.CRASH_BEFORE_COMMIT && isDue()) {
                node.crash();
            } else if (accident == Accident.OWNERSHIP_LOST_BEFORE_COMMIT && isDue()) {
                node.loseOwnership();
            } else if (accident == Accident.COMMIT_FAILS && isDue()) {
                throw new StoreUnavailableException("It cannot be written.", false, null);
            }
        }

        @Override
        public void afterCommit(List<TurnWrite> turns) {
            if (accident == Accident.CRASH_AFTER_COMMIT && isDue()) {
                node.crash();
            } else if (accident == Accident.COMMIT_ANSWER_LOST && isDue()) {
                throw new StoreUnavailableException("The answer is lost.", true, null);
            }
        }

        private boolean isDue() {
            boolean due = armed && !happened && ++count == point;
            happened |= due;
            return due;
        }
    }

    /** Goes everywhere. */
    @Workflow
    static class Tour {

        private final WorkflowContext workflow;

        Tour(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(int rest) {
            List<String> seen = new ArrayList<>();
            seen.add(workflow.newChild(Part.class).id("tour/part").execute(Part::run));
            workflow.external(Counter.class, "counter").signal(Counter::count);
            if (rest > 1) {
                throw workflow.continueAsNew(Tour.class, w -> w.run(rest - 1));
            }
            seen.add(workflow.newChild(Unsteady.class)
                    .id("tour/unsteady")
                    .retry(new RetryPolicy(Duration.ofMillis(100), 1, Duration.ofSeconds(1), 0, List.of()))
                    .execute(Unsteady::run));
            seen.add(cancelChild());
            workflow.newChild(Endless.class).id("tour/endless").startVoid(Endless::run);
            workflow.newChild(Endless.class)
                    .id("tour/abandoned")
                    .parentClosePolicy(ParentClosePolicy.ABANDON)
                    .startVoid(Endless::run);
            seen.add(String.valueOf(rest));
            return String.join(", ", seen);
        }

        private String cancelChild() {
            List<ChildWorkflowHandle<?, ?>> children = new ArrayList<>();
            CancellationScope scope = workflow.newCancellationScope(() -> children.add(
                    workflow.newChild(Endless.class).id("tour/canceled").startVoid(Endless::run)));
            scope.run();
            scope.cancel("enough");
            try {
                children.get(0).result().get();
                return "completed";
            } catch (ChildWorkflowFailure e) {
                return "given up";
            }
        }
    }

    /** Returns at once. */
    @Workflow
    static class Part {

        @WorkflowMethod
        public String run() {
            return "part";
        }
    }

    /** Fails some times. */
    @Workflow
    static class Unsteady {

        private final WorkflowContext workflow;

        Unsteady(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofMillis(100));
            if (workflow.random().nextInt(3) > 0) {
                throw ApplicationFailure.of("not yet", "Unsteady");
            }
            return "steady";
        }
    }

    /** Waits for ever. */
    @Workflow
    static class Endless {

        private final WorkflowContext workflow;

        Endless(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }
    }

    /** Counts signals, and goes on as a new run after each. */
    @Workflow
    static class Counter {

        private final WorkflowContext workflow;
        private int count;

        Counter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> count > 0);
            throw workflow.continueAsNew(Counter.class, Counter::run);
        }

        @SignalMethod
        public void count() {
            count++;
        }
    }
}
