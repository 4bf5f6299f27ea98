package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deployments whose code does not replay the histories of the one before. */
public interface ChangedCodeScenarios extends EngineScenarios {

    @Test
    default void changeThatDoesNotReplayKeepsTheRunAndShowsTheDifference() {
        Gates gates = new Gates().open("check", "prepare");
        WorkflowHandle<Object> handle = startedAndStopped(gates);
        int length = engines().history("approval").size();

        TestEngine changed = engine(ApprovalWithAnotherFirstStep.class, gates);
        engines().untilInFastTime(() -> handle.describe().failedAttempts().size() >= 2);

        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        assertThat(handle.describe().failedAttempts().get(0).failure().message())
                .contains("DUR-3001")
                .contains("at event 2")
                .contains("recorded: ActivityTaskScheduled(GatedWork.work)")
                .contains("replayed: TimerStarted(PT1M)");
        assertThat(engines().history("approval")).hasSize(length);
        assertThat(gates.begun()).containsExactly("check");
        assertThatThrownBy(() -> changed.workflow("approval").query("approved", Boolean.class))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NON_DETERMINISM));
        changed.stop();
        engine(Approval.class, gates);
    }

    @Test
    default void signalsAreKeptUntilCodeThatReplaysFinishesTheRun() {
        Gates gates = new Gates().open("check");
        WorkflowHandle<Object> handle = startedAndStopped(gates);
        TestEngine changed = engine(ApprovalWithAnotherFirstStep.class, gates);
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        changed.workflow("approval").signal("approve");
        assertThat(handle.describe().pendingMessages()).isEqualTo(1);
        changed.stop();
        engine(ApprovalWithMoreAtTheEnd.class, gates.open("archive"));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("approved and done archive");
    }

    @Test
    default void changeAfterWhatHasHappenedIsFine() {
        Gates gates = new Gates().open("check", "archive");
        WorkflowHandle<Object> handle = startedAndStopped(gates);

        TestEngine changed = engine(ApprovalWithMoreAtTheEnd.class, gates);
        changed.workflow("approval").signal("approve");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("approved and done archive");
        assertThat(EventText.of(handle.history()))
                .containsSequence("signal approve()", "cancel timer 4", "schedule GatedWork.work(\"archive\")");
    }

    @Test
    default void timerKeepsItsRecordedDurationAlthoughTheCodeHasAnother() {
        Gates gates = new Gates().open("check");
        WorkflowHandle<Object> handle = startedAndStopped(gates);

        engine(ApprovalWithAShorterWindow.class, gates);
        engines().time().skip(Duration.ofMinutes(30));
        assertThat(handle.describe().pendingTimers()).hasSize(1);
        engines().time().skip(Duration.ofMinutes(31));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("not approved");
        engine(Approval.class, gates);
    }

    @Test
    default void runsThatReplayGoOnBesideOneThatDoesNot() {
        Gates gates = new Gates().open("check", "prepare");
        WorkflowHandle<Object> stuck = startedAndStopped(gates);
        TestEngine changed = engine(ApprovalWithAnotherFirstStep.class, gates);

        WorkflowHandle<Object> fresh =
                changed.client().newWorkflow("Approval").id("fresh").start();
        engines().time().skip(Duration.ofMinutes(2));

        assertThat(fresh.result(EngineFixture.PATIENCE)).isEqualTo("done prepare");
        assertThat(stuck.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        engines().notReplaying("Approval");
    }

    /** A run that has made its check and waits for the approval, on no engine. */
    private WorkflowHandle<Object> startedAndStopped(Gates gates) {
        TestEngine client = engines().engine().clientOnly().start();
        TestEngine original = engine(Approval.class, gates);
        WorkflowHandle<Object> handle =
                client.client().newWorkflow("Approval").id("approval").start();
        engines().until(() -> engines().history("approval").size() == 4);
        original.stop();
        return handle;
    }

    private TestEngine engine(Class<?> approval, Gates gates) {
        return engines()
                .engine()
                .workflow(approval)
                .activity(GatedWork.class, gates)
                .start();
    }

    /** What the versions share. */
    abstract class ApprovalBase {

        final WorkflowContext workflow;
        final GatedWork work;
        boolean approved;

        ApprovalBase(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @SignalMethod
        public void approve() {
            approved = true;
        }

        @QueryMethod
        public boolean approved() {
            return approved;
        }

        String call(String name) {
            return work.work(name);
        }

        String awaitApproval(Duration window) {
            return workflow.await(window, () -> approved) ? "approved" : "not approved";
        }
    }

    @Workflow(name = "Approval")
    class Approval extends ApprovalBase {

        Approval(WorkflowContext workflow, GatedWork work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public String run() {
            call("check");
            return awaitApproval(Duration.ofHours(1));
        }
    }

    @Workflow(name = "Approval")
    class ApprovalWithAnotherFirstStep extends ApprovalBase {

        ApprovalWithAnotherFirstStep(WorkflowContext workflow, GatedWork work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofMinutes(1));
            return call("prepare");
        }
    }

    @Workflow(name = "Approval")
    class ApprovalWithMoreAtTheEnd extends ApprovalBase {

        ApprovalWithMoreAtTheEnd(WorkflowContext workflow, GatedWork work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public String run() {
            call("check");
            return awaitApproval(Duration.ofHours(1)) + " and " + call("archive");
        }
    }

    @Workflow(name = "Approval")
    class ApprovalWithAShorterWindow extends ApprovalBase {

        ApprovalWithAShorterWindow(WorkflowContext workflow, GatedWork work) {
            super(workflow, work);
        }

        @WorkflowMethod
        public String run() {
            call("check");
            return awaitApproval(Duration.ofMinutes(1));
        }
    }
}
