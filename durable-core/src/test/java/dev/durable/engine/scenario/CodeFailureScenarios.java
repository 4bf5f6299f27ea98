package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.client.ResetOptions;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.EventText;
import dev.durable.store.StoreUnavailableException;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Workflow code with a bug: nothing is lost, everything is shown, and a fixed deployment heals it. */
public interface CodeFailureScenarios extends EngineScenarios {

    @Test
    default void bugIsShownOneTryAfterTheOtherAndTheRunIsKept() {
        TestEngine engine = engine(BuggyParcel.class, new Gates().open("pack"));

        WorkflowHandle<Object> handle =
                engine.client().newWorkflow("Parcel").id("parcel").start();
        engines().untilInFastTime(() -> handle.describe().failedAttempts().size() >= 3);

        WorkflowDescription description = handle.describe();
        assertThat(description.summary().status()).isEqualTo(WorkflowStatus.RUNNING);
        List<FailedAttempt> attempts = description.failedAttempts();
        assertThat(attempts.get(attempts.size() - 1).attempt()).isEqualTo(1);
        assertThat(attempts).extracting(FailedAttempt::attempt).doesNotHaveDuplicates();
        assertThat(attempts).allSatisfy(attempt -> {
            assertThat(attempt.scheduledEventId()).isZero();
            assertThat(attempt.nextAttemptAt()).isAfter(attempt.failedAt());
            assertThat(attempt.failure().message()).contains("DUR-3002").contains("a bug after packing");
        });
    }

    @Test
    default void fixedDeploymentFinishesTheRunWithoutRepeatingWhatWasDone() {
        Gates gates = new Gates().open("pack");
        TestEngine buggy = engine(BuggyParcel.class, gates);
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());
        buggy.stop();

        TestEngine fixed = engine(Parcel.class, gates);
        fixed.workflow("parcel").signal("address", "home");

        assertThat(fixed.workflow("parcel").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done pack to [home]");
        assertThat(gates.begun()).containsExactly("pack");
    }

    @Test
    default void signalsAreAcceptedMeanwhileAndSurviveTheDeployment() {
        TestEngine buggy = engine(BuggyParcel.class, new Gates().open("pack"));
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        handle.signal("address", "home");
        handle.signal("address", "work");
        TestEngine client = engine(Parcel.class, new Gates(), false);
        client.workflow("parcel").signal("address", "elsewhere");
        buggy.crash();
        engine(Parcel.class, new Gates());

        assertThat(client.workflow("parcel").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done pack to [home]");
        assertThat(EventText.of(engines().history("parcel")))
                .containsSequence(
                        "signal address(\"home\")",
                        "signal address(\"work\")",
                        "signal address(\"elsewhere\")",
                        "complete \"done pack to [home]\"");
    }

    @Test
    default void bugInTheFirstStepKeepsTheStart() {
        TestEngine buggy = engine(BuggyFromTheStart.class, new Gates());
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().untilInFastTime(() -> handle.describe().failedAttempts().size() >= 2);
        handle.signal("address", "home");
        assertThat(EventText.of(handle.history())).containsExactly("started()");
        buggy.stop();

        TestEngine fixed = engine(Parcel.class, new Gates().open("pack"));

        assertThat(fixed.workflow("parcel").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done pack to [home]");
    }

    /** What a reset goes back to before the signal is the pause that the end has recorded; the code has to begin anew there. */
    @Test
    default void runTerminatedBeforeItsFirstStepCanBeAskedAndReset() {
        TestEngine buggy = engine(BuggyFromTheStart.class, new Gates());
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());
        handle.signal("address", "home");
        handle.terminate("is broken");
        engines().until(() -> handle.describe().summary().status().isClosed());
        assertThat(EventText.of(handle.history()))
                .containsExactly(
                        "started()",
                        "paused: What follows came too late for the code",
                        "signal address(\"home\")",
                        "terminated: is broken");
        buggy.stop();

        TestEngine fixed = engine(Parcel.class, new Gates().open("pack"));

        assertThatObject(fixed.workflow("parcel").query("addresses", List.class))
                .as("the state after the first step")
                .isEqualTo(List.of());
        assertThat(fixed.client().replay(handle.exportHistory()).isReplayable()).isTrue();
        assertThat(fixed.workflow("parcel").reset(ResetOptions.to(2)).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done pack to [home]");
    }

    @Test
    default void bugInASignalHandlerKeepsTheSignal() {
        TestEngine buggy = engine(BuggyHandler.class, new Gates().open("pack"));
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().until(() -> handle.history().size() == 3);

        handle.signal("address", "home");
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());
        assertThat(handle.describe().pendingMessages()).isEqualTo(1);
        assertThatObject(handle.query("addresses", List.class))
                .as("the state before the signal")
                .isEqualTo(List.of());
        buggy.stop();
        TestEngine fixed = engine(Parcel.class, new Gates());

        assertThat(fixed.workflow("parcel").result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("done pack to [home]");
    }

    @Test
    default void signalUnknownToThisDeploymentIsKeptForTheNext() {
        TestEngine client = engine(Parcel.class, new Gates(), false);
        TestEngine old = engine(ParcelWithoutSignals.class, new Gates().open("pack"));
        WorkflowHandle<Object> handle =
                client.client().newWorkflow("Parcel").id("parcel").start();
        engines().until(() -> handle.history().size() == 3);

        client.workflow("parcel").signal("address", "home");
        old.workflow("parcel").signal("hurry");
        assertThat(handle.describe().waitingMessages())
                .extracting(WorkflowDescription.WaitingMessage::name)
                .containsExactly("address", "hurry");
        old.stop();
        engine(Parcel.class, new Gates());

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done pack to [home]");
        assertThat(EventText.of(engines().history("parcel")))
                .endsWith("signal address(\"home\")", "signal hurry()", "complete \"done pack to [home]\"");
    }

    @Test
    default void outcomeOfAnActivityArrivingWhileTheCodeFailsIsKept() {
        Gates gates = new Gates();
        TestEngine buggy = engine(BuggyHandler.class, gates);
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        gates.awaitBegun(engines(), "pack");
        handle.signal("address", "home");
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        gates.open("pack");
        engines().untilInFastTime(() -> handle.describe().pendingMessages() == 2);
        buggy.stop();
        engine(Parcel.class, gates);

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done pack to [home]");
        assertThat(gates.begun()).containsExactly("pack");
    }

    @Test
    default void databaseOutageWhileTheCodeFailsLosesNothing() {
        AtomicBoolean down = new AtomicBoolean();
        TestEngine buggy = engines()
                .engine()
                .workflow(BuggyHandler.class)
                .activity(GatedWork.class, new Gates().open("pack"))
                .probe(new StoreProbe() {
                    @Override
                    public void before(StoreOperation operation) {
                        if (operation == StoreOperation.READ && down.get()) {
                            throw new StoreUnavailableException("Down.", false, null);
                        }
                    }
                })
                .start();
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().until(() -> engines().history("parcel").size() == 3);

        down.set(true);
        handle.signal("address", "home");
        down.set(false);
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());
        buggy.stop();
        engine(Parcel.class, new Gates());

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done pack to [home]");
    }

    @Test
    default void queryWhoseReplayMeetsTheBugTellsSo() {
        TestEngine buggy = engine(BuggyFromTheStart.class, new Gates());
        WorkflowHandle<Object> handle =
                buggy.client().newWorkflow("Parcel").id("parcel").start();
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        assertThatThrownBy(() -> handle.query("addresses", List.class))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_CODE_FAILED));

        engines().notReplaying("Parcel");
    }

    private TestEngine engine(Class<?> parcel, Gates gates) {
        return engine(parcel, gates, true);
    }

    private TestEngine engine(Class<?> parcel, Gates gates, boolean executes) {
        var engine = engines().engine().workflow(parcel).activity(GatedWork.class, gates);
        return (executes ? engine.nodeName("node") : engine.clientOnly()).start();
    }

    /** As it should be: packs, waits for an address, ships. */
    @Workflow(name = "Parcel")
    class Parcel {

        private final WorkflowContext workflow;
        private final GatedWork work;
        private final List<String> addresses = new ArrayList<>();

        Parcel(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            String packed = work.work("pack");
            workflow.await(() -> !addresses.isEmpty());
            return packed + " to " + addresses;
        }

        @SignalMethod
        public void address(String address) {
            addresses.add(address);
        }

        @QueryMethod
        public List<String> addresses() {
            return addresses;
        }
    }

    @Workflow(name = "Parcel")
    class BuggyParcel {

        private final GatedWork work;

        BuggyParcel(GatedWork work) {
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            work.work("pack");
            throw new IllegalStateException("a bug after packing");
        }

        @SignalMethod
        public void address(String address) {}
    }

    @Workflow(name = "Parcel")
    class BuggyFromTheStart {

        BuggyFromTheStart(GatedWork work) {}

        @WorkflowMethod
        public String run() {
            throw new IllegalStateException("a bug from the start");
        }

        @SignalMethod
        public void address(String address) {}

        @QueryMethod
        public List<String> addresses() {
            return List.of();
        }
    }

    @Workflow(name = "Parcel")
    class BuggyHandler {

        private final WorkflowContext workflow;
        private final GatedWork work;

        BuggyHandler(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            String packed = work.work("pack");
            workflow.await(() -> false);
            return packed;
        }

        @SignalMethod
        public void address(String address) {
            throw new IllegalStateException("a bug in the handler");
        }

        @QueryMethod
        public List<String> addresses() {
            return List.of();
        }
    }

    @Workflow(name = "Parcel")
    class ParcelWithoutSignals {

        private final WorkflowContext workflow;
        private final GatedWork work;

        ParcelWithoutSignals(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            String packed = work.work("pack");
            workflow.await(() -> false);
            return packed;
        }
    }
}
