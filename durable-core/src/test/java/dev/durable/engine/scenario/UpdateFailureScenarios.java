package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UnfinishedPolicy;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventText;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Updates whose code fails, of runs whose code fails, and handlers that the end of the run cuts off. */
public interface UpdateFailureScenarios extends EngineScenarios {

    @Test
    default void bugInTheStepThatWouldAcceptAnUpdateRefusesItAndHarmsNothing() {
        TestEngine owner = engine(BuggyLedger.class, new Gates());
        TestEngine client = client(BuggyLedger.class);
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Ledger").id("ledger").start();

        for (TestEngine engine : List.of(owner, client)) {
            assertThatThrownBy(() -> engine.workflow("ledger").update("add", Integer.class, 1))
                    .isInstanceOfSatisfying(
                            UpdateFailedException.class,
                            e -> assertThat(e.isRejected()).isTrue())
                    .hasMessageContaining("DUR-3002")
                    .hasMessageContaining("a bug at once");
        }

        assertThat(EventText.of(handle.history())).containsExactly("started()");
        assertThat(handle.describe().failedAttempts()).hasSize(2).allSatisfy(attempt -> {
            assertThat(attempt.nextAttemptAt()).isNull();
            assertThat(attempt.failure().message()).contains("DUR-3002");
        });
        assertThat(handle.describe().pendingMessages()).isZero();
        owner.workflow("ledger").signal("close");
        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo(0);
    }

    @Test
    default void eachOfTheUpdatesThatAreRefusedInOneTurnIsShown() {
        TestEngine client = client(BuggyLedger.class);
        WorkflowHandle<Object> handle =
                client.client().newWorkflow("Ledger").id("ledger").start();
        UpdateOptions admitted = UpdateOptions.waitFor(UpdateStage.ADMITTED);
        UpdateHandle<Integer> one = handle.startUpdate(admitted.withUpdateId("one"), "add", Integer.class, 1);
        UpdateHandle<Integer> other = handle.startUpdate(admitted.withUpdateId("other"), "add", Integer.class, 2);

        engine(BuggyLedger.class, new Gates());

        for (UpdateHandle<Integer> update : List.of(one, other)) {
            assertThatThrownBy(() -> update.result(EngineFixture.PATIENCE)).isInstanceOf(UpdateFailedException.class);
        }
        assertThat(handle.describe().failedAttempts()).hasSize(2);
    }

    @Test
    default void bugAfterAcceptanceStopsTheRunUntilItIsFixed() {
        Gates gates = new Gates();
        TestEngine buggy = engine(BuggyLedger.class, gates);
        TestEngine client = client(Ledger.class);
        WorkflowHandle<Object> handle =
                client.client().newWorkflow("Ledger").id("ledger").start();
        UpdateHandle<Integer> update = client.workflow("ledger")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), "addChecked", Integer.class, 5);
        CompletableFuture<Integer> waiting = update.resultAsync();

        gates.open("check");
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());
        assertThat(waiting).isNotDone();
        buggy.stop();
        engine(Ledger.class, gates);

        assertThat(waiting.join()).isEqualTo(5);
        assertThat(gates.begun()).hasSize(1);
    }

    @Test
    default void updateOfARunWhoseCodeFailsWaitsUntilItWorks() {
        AtomicBoolean broken = Moody.BROKEN;
        broken.set(true);
        TestEngine owner = engine(Moody.class, new Gates());
        TestEngine client = client(Moody.class);
        WorkflowHandle<Object> handle =
                owner.client().newWorkflow("Moody").id("moody").start();
        handle.signal("poke");
        engines().untilInFastTime(() -> !handle.describe().failedAttempts().isEmpty());

        CompletableFuture<Integer> here =
                CompletableFuture.supplyAsync(() -> owner.workflow("moody").update("add", Integer.class, 1));
        CompletableFuture<Integer> elsewhere =
                CompletableFuture.supplyAsync(() -> client.workflow("moody").update("add", Integer.class, 1));
        int failures = handle.describe().failedAttempts().size();
        engines().untilInFastTime(() -> handle.describe().failedAttempts().size() > failures);
        assertThat(here).isNotDone();
        assertThat(elsewhere).isNotDone();
        broken.set(false);
        engines().untilInFastTime(() -> here.isDone() && elsewhere.isDone());

        assertThat(List.of(here.join(), elsewhere.join())).containsExactlyInAnyOrder(1, 2);
        assertThat(EventText.of(handle.history())).contains("signal poke()");
    }

    @Test
    default void handlersThatTheEndOfTheRunCutsOffAreNamedUnlessTheyMayBe() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.durable.engine.run.RunActor");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            TestEngine owner = engine(Ledger.class, new Gates());
            WorkflowHandle<Object> handle =
                    owner.client().newWorkflow("Ledger").id("ledger").start();
            UpdateOptions accepted = UpdateOptions.waitFor(UpdateStage.ACCEPTED);
            owner.workflow("ledger").startUpdate(accepted, "addChecked", Integer.class, 5);
            owner.workflow("ledger").startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), "watch", Integer.class);
            owner.workflow("ledger").signal("watchToo");

            owner.workflow("ledger").signal("close");
            handle.result(EngineFixture.PATIENCE);

            engines()
                    .untilAsserted(() -> assertThat(List.copyOf(lines.list))
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .filteredOn(line -> line.contains("closed before"))
                            .singleElement()
                            .asString()
                            .contains("'ledger'", "[addChecked]"));
        } finally {
            logger.detachAppender(lines);
        }
    }

    private TestEngine engine(Class<?> ledger, Gates gates) {
        return engines()
                .engine()
                .workflow(ledger)
                .activity(GatedWork.class, gates)
                .nodeName("node")
                .start();
    }

    private TestEngine client(Class<?> ledger) {
        return engines()
                .engine()
                .workflow(ledger)
                .activity(GatedWork.class, new Gates())
                .clientOnly()
                .start();
    }

    /** As it should be. */
    @Workflow(name = "Ledger")
    class Ledger {

        private final WorkflowContext workflow;
        private final GatedWork work;
        private int sum;
        private boolean closed;

        Ledger(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> closed);
            return sum;
        }

        @UpdateMethod
        public int add(int number) {
            sum += number;
            return sum;
        }

        @UpdateMethod
        public int addChecked(int number) {
            work.work("check");
            return add(number);
        }

        @UpdateMethod(unfinishedPolicy = UnfinishedPolicy.ABANDON)
        public int watch() {
            workflow.await(() -> sum > 1000);
            return sum;
        }

        @SignalMethod(unfinishedPolicy = UnfinishedPolicy.ABANDON)
        public void watchToo() {
            workflow.await(() -> sum > 1000);
        }

        @SignalMethod
        public void close() {
            closed = true;
        }
    }

    /** Fails in its updates. */
    @Workflow(name = "Ledger")
    class BuggyLedger {

        private final WorkflowContext workflow;
        private final GatedWork work;
        private int sum;
        private boolean closed;

        BuggyLedger(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> closed);
            return sum;
        }

        @UpdateMethod
        public int add(int number) {
            sum += number;
            throw new IllegalStateException("a bug at once");
        }

        @UpdateMethod
        public int addChecked(int number) {
            work.work("check");
            throw new IllegalStateException("a bug after the check");
        }

        @SignalMethod
        public void close() {
            closed = true;
        }
    }

    /** Fails as long as it is told to, which no workflow should let anybody tell it. */
    @Workflow
    class Moody {

        static final AtomicBoolean BROKEN = new AtomicBoolean();

        private final WorkflowContext workflow;
        private int sum;

        Moody(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> sum > 1000);
            return sum;
        }

        @SignalMethod
        public void poke() {
            if (BROKEN.get()) {
                throw new IllegalStateException("broken");
            }
        }

        @UpdateMethod
        public int add(int number) {
            sum += number;
            return sum;
        }
    }
}
