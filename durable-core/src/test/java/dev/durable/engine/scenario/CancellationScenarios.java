package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.TerminatedFailure;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Workflows that are asked to give up, and runs that are ended from outside. */
public interface CancellationScenarios extends EngineScenarios {

    @Test
    default void cancellationThatLeavesTheCodeEndsTheRunAsCanceled() {
        TestEngine engine = engines().engine().workflow(Sleeper.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Sleeper.class).id("s").start(w -> w.run(false));

        handle.cancel("changed my mind");

        WorkflowFailedException failure =
                catchThrowableOfType(WorkflowFailedException.class, () -> handle.result(EngineFixture.PATIENCE));
        assertThat(failure).hasCauseInstanceOf(CanceledFailure.class).hasMessageContaining("changed my mind");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.CANCELED);
        assertThat(EventText.of(engines().history("s")))
                .containsExactly(
                        "started(false)",
                        "timer PT240H",
                        "cancel requested: changed my mind",
                        "cancel timer 2",
                        "canceled: changed my mind");
    }

    @Test
    default void workflowThatReturnsAfterACancellationHasCompleted() {
        TestEngine engine = engines().engine().workflow(Sleeper.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Sleeper.class).id("s").start(w -> w.run(true));

        handle.cancel("enough");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("woken: enough");
    }

    @Test
    default void terminatedRunEndsWithoutItsCode() {
        TestEngine engine = engines().engine().workflow(Sleeper.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Sleeper.class).id("s").start(w -> w.run(true));

        handle.terminate("out of order");

        WorkflowFailedException failure =
                catchThrowableOfType(WorkflowFailedException.class, () -> handle.result(EngineFixture.PATIENCE));
        assertThat(failure).hasCauseInstanceOf(TerminatedFailure.class).hasMessageContaining("out of order");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.TERMINATED);
    }

    /** Sleeps for long. */
    @Workflow
    class Sleeper {

        private final WorkflowContext workflow;

        Sleeper(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(boolean catching) {
            try {
                workflow.sleep(Duration.ofDays(10));
                return "slept";
            } catch (CanceledFailure e) {
                if (catching) {
                    return "woken: " + workflow.currentCancellationScope().cancellationReason();
                }
                throw e;
            }
        }
    }
}
