package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextGuardTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "newTimer", "await", "async", "random", "activity"})
    void workflowApiIsRefusedOnAForeignThread(String call) {
        TestRun run = fixture.run(UsesForeignThread.class);

        assertThat(run.start(call)).containsExactly("complete \"" + ErrorCode.FOREIGN_THREAD.id() + "\"");
    }

    @Test
    void conditionThatBlocksIsABugOfTheWorkflow() {
        TestRun run = fixture.run(BlocksInCondition.class);

        assertThatThrownBy(run::start)
                .isInstanceOf(WorkflowCodeException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.READ_ONLY_VIOLATION));
    }

    @Test
    void conditionThatBlocksLaterIsABugOfTheWorkflowToo() {
        TestRun run = fixture.run(BlocksInLaterCondition.class);
        run.start();

        assertThatThrownBy(() -> run.signal("poke"))
                .isInstanceOf(WorkflowCodeException.class)
                .cause()
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.READ_ONLY_VIOLATION));
    }

    @Test
    void failureOfAConditionIsThrownWhereTheWorkflowAwaitsIt() {
        TestRun run = fixture.run(FailsInCondition.class);
        run.start();

        assertThat(run.signal("poke")).containsExactly("fail Poked: by a signal");
    }

    @Test
    void failureOfAConditionCanBeCaughtByTheWorkflow() {
        TestRun run = fixture.run(CatchesFailureOfCondition.class);
        run.start();

        assertThat(run.signal("poke")).containsExactly("complete \"caught by a signal\"");
    }

    @Workflow
    static class UsesForeignThread {

        private final WorkflowContext workflow;
        private final Work work;

        UsesForeignThread(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run(String call) {
            try {
                CompletableFuture.runAsync(() -> make(call)).join();
                return "done";
            } catch (CompletionException e) {
                return ((DurableException) e.getCause()).code().id();
            }
        }

        private void make(String call) {
            switch (call) {
                case "sleep" -> workflow.sleep(Duration.ofSeconds(1));
                case "newTimer" -> workflow.newTimer(Duration.ofSeconds(1));
                case "await" -> workflow.await(() -> true);
                case "async" -> workflow.async(() -> {});
                case "random" -> workflow.random().nextInt();
                case "activity" -> work.run("x");
                default -> throw new IllegalArgumentException(call);
            }
        }
    }

    @Workflow
    static class BlocksInCondition {

        private final WorkflowContext workflow;

        BlocksInCondition(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> {
                workflow.sleep(Duration.ofSeconds(1));
                return true;
            });
        }
    }

    @Workflow
    static class BlocksInLaterCondition {

        private final WorkflowContext workflow;
        private boolean poked;

        BlocksInLaterCondition(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> {
                if (poked) {
                    workflow.sleep(Duration.ofSeconds(1));
                }
                return false;
            });
        }

        @SignalMethod
        public void poke() {
            poked = true;
        }
    }

    @Workflow
    static class FailsInCondition {

        private final WorkflowContext workflow;
        private boolean poked;

        FailsInCondition(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> {
                if (poked) {
                    throw ApplicationFailure.of("by a signal", "Poked");
                }
                return false;
            });
        }

        @SignalMethod
        public void poke() {
            poked = true;
        }
    }

    @Workflow
    static class CatchesFailureOfCondition {

        private final WorkflowContext workflow;
        private boolean poked;

        CatchesFailureOfCondition(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                workflow.await(() -> {
                    if (poked) {
                        throw ApplicationFailure.of("by a signal", "Poked");
                    }
                    return false;
                });
                return "not poked";
            } catch (ApplicationFailure e) {
                return "caught " + e.getMessage();
            }
        }

        @SignalMethod
        public void poke() {
            poked = true;
        }
    }
}
