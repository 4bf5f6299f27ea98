package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that leaves memory ends its threads where they stand; whatever they still do on their way out must not count. */
class ThreadDestructionTests {

    private static final List<Throwable> THROWN = new CopyOnWriteArrayList<>();

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @BeforeEach
    void forget() {
        THROWN.clear();
    }

    @Test
    void finallyBlocksRunButCannotAskForAnything() {
        TestRun run = fixture.run(CleansUp.class);
        run.start();

        run.instance().destroy();

        assertThat(THROWN).hasSize(6).allMatch(WorkflowThreadDestroyed.class::isInstance);
        assertThat(run.evict().fire(2))
                .as("what the destroyed threads did has left no trace")
                .containsExactly("timer PT1S");
    }

    @Test
    void codeThatCatchesEverythingEndsAllTheSame() {
        TestRun run = fixture.run(CatchesEverything.class);
        List<String> commands = run.start();

        run.instance().destroy();

        assertThat(commands).containsExactly("timer PT1H");
        assertThat(run.history()).hasSize(2);
        assertThat(run.evict().fire(2)).containsExactly("complete \"slept\"");
    }

    @Test
    void threadsThatWaitForEachOtherAllEnd() {
        TestRun run = fixture.run(WaitsForEachOther.class);
        run.start();

        run.instance().destroy();

        assertThat(THROWN).hasSize(3).allMatch(WorkflowThreadDestroyed.class::isInstance);
    }

    @Test
    void threadThatHasNotBegunNeverBegins() {
        TestRun run = fixture.run(FailsBesideANewThread.class);

        assertThatThrownBy(run::start).isInstanceOf(WorkflowCodeException.class);
        run.instance().destroy();

        assertThat(THROWN).isEmpty();
    }

    @Test
    void destroyedRunTakesNoMoreEvents() {
        TestRun run = fixture.run(CatchesEverything.class);
        run.start();

        run.instance().destroy();

        assertThat(catchThrowable(() -> run.fire(2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroyingTwiceIsHarmless() {
        TestRun run = fixture.run(CatchesEverything.class);
        run.start();

        run.instance().destroy();
        run.instance().destroy();

        assertThat(run.history()).hasSize(2);
    }

    private static void note(Runnable action) {
        Throwable thrown = catchThrowable(action::run);
        if (thrown != null) {
            THROWN.add(thrown);
        }
    }

    @Workflow
    static class CleansUp {

        private final WorkflowContext workflow;
        private final Work work;
        private boolean cleaned;

        CleansUp(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.sleep(Duration.ofHours(1));
            } catch (Error e) {
                note(() -> work.run("clean up"));
                note(() -> workflow.sleep(Duration.ofSeconds(1)));
                note(() -> workflow.newTimer(Duration.ofSeconds(1)));
                note(() -> workflow.await(() -> true));
                note(() -> workflow.random().nextInt());
                note(() -> workflow.async(() -> {
                    cleaned = true;
                }));
                throw e;
            }
            workflow.sleep(Duration.ofSeconds(cleaned ? 1000 : 1));
        }
    }

    @Workflow
    static class CatchesEverything {

        private final WorkflowContext workflow;

        CatchesEverything(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                workflow.sleep(Duration.ofHours(1));
                return "slept";
            } catch (Throwable e) {
                return "swallowed " + e;
            }
        }
    }

    @Workflow
    static class WaitsForEachOther {

        private final WorkflowContext workflow;
        private CompletablePromise<String> promise;

        WaitsForEachOther(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            promise = workflow.newPromise();
            workflow.async(this::completeAtTheEnd);
            workflow.async(() -> note(() -> promise.get()));
            note(() -> promise.get());
        }

        private void completeAtTheEnd() {
            try {
                note(() -> workflow.sleep(Duration.ofHours(1)));
            } finally {
                promise.complete("at last");
            }
        }

        @SignalMethod
        public void unused() {}
    }

    @Workflow
    static class FailsBesideANewThread {

        private final WorkflowContext workflow;

        FailsBesideANewThread(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.async(() -> {
                THROWN.add(new AssertionError("begun"));
            });
            throw new IllegalStateException("a bug");
        }
    }
}
