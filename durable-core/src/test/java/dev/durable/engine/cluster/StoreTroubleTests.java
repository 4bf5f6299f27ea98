package dev.durable.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node whose store fails while it looks for work or renews its lease. */
class StoreTroubleTests {

    private static final String ID = "nap-1";
    private static final RuntimeException UNEXPECTED =
            new DurableException(ErrorCode.STORE_FAILED, "A statement failed.");
    private static final Error ERROR = new NoClassDefFoundError("driver/Part");

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @Test
    void runsWhoseClaimWasNotAnsweredAreTakenUp() {
        TestEngine client = engines.engine().workflow(Nap.class).clientOnly().start();
        client.client().newWorkflow(Nap.class).id(ID).startVoid(Nap::sleep);

        engines.engine().workflow(Nap.class).probe(new LostAnswer()).start();

        awaitEnd();
    }

    @Test
    void nodeGoesOnLookingForWorkAfterAnUnexpectedFailure() {
        assertThatWorkIsFoundAfter(UNEXPECTED);
    }

    @Test
    void nodeGoesOnLookingForWorkAfterAnError() {
        assertThatWorkIsFoundAfter(ERROR);
    }

    private void assertThatWorkIsFoundAfter(Throwable failure) {
        TestEngine client = engines.engine().workflow(Nap.class).clientOnly().start();
        FailingOnce failing = new FailingOnce(StoreOperation.FIND_WORK, failure);
        engines.engine().workflow(Nap.class).probe(failing).start();
        engines.until(() -> failing.calls.get() > 0);

        client.client().newWorkflow(Nap.class).id(ID).startVoid(Nap::sleep);

        awaitEnd();
    }

    @Test
    void nodeGoesOnRenewingItsLeaseAfterAnUnexpectedFailure() {
        assertThatLeaseIsRenewedAfter(UNEXPECTED);
    }

    @Test
    void nodeGoesOnRenewingItsLeaseAfterAnError() {
        assertThatLeaseIsRenewedAfter(ERROR);
    }

    private void assertThatLeaseIsRenewedAfter(Throwable failure) {
        FailingOnce failing = new FailingOnce(StoreOperation.RENEW_LEASE, failure);

        engines.engine()
                .workflow(Nap.class)
                .probe(failing)
                .lease(Duration.ofMillis(300))
                .start();

        engines.untilAsserted(() -> assertThat(failing.calls).hasValueGreaterThan(2));
    }

    @Test
    void nodeThatLostItsLeaseGoesOnSigningOnAfterAnUnexpectedFailure() {
        assertThatNodeSignsOnAgainAfter(UNEXPECTED);
    }

    @Test
    void nodeThatLostItsLeaseGoesOnSigningOnAfterAnError() {
        assertThatNodeSignsOnAgainAfter(ERROR);
    }

    @Test
    void nodeGoesOnLookingForSchedulesAfterAnError() {
        FailingOnce failing = new FailingOnce(StoreOperation.CLAIM_SCHEDULES, ERROR);

        engines.engine().workflow(Nap.class).probe(failing).start();

        engines.untilAsserted(() -> assertThat(failing.calls).hasValueGreaterThan(2));
    }

    private void assertThatNodeSignsOnAgainAfter(Throwable failure) {
        TestEngine engine =
                engines.engine().workflow(Nap.class).nodeName("node").start();
        FailingOnce failing = new FailingOnce(StoreOperation.REGISTER, failure);
        engine.store().probe(failing);

        engines.store().registerNode(UUID.randomUUID(), "node", Duration.ofMillis(1));
        engines.time().skip(Duration.ofMinutes(11));
        engines.until(() -> failing.calls.get() > 0);

        engines.untilInFastTime(() -> engine.engine().isRunning());
        engine.client().newWorkflow(Nap.class).id(ID).startVoid(Nap::sleep);
        awaitEnd();
    }

    /** As with a database that is away, or a process that is paused in the middle of it. */
    @Test
    void nodeWhoseLeaseEndedWhileItWaitedForItsRenewalSignsOnAgain() {
        AtomicInteger renewals = new AtomicInteger();
        StoreProbe slowOnce = new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                if (operation == StoreOperation.RENEW_LEASE && renewals.incrementAndGet() == 1) {
                    engines.store().registerNode(UUID.randomUUID(), "node", Duration.ofMillis(1));
                    engines.time().skip(Duration.ofMinutes(11));
                }
            }
        };
        TestEngine engine = engines.engine()
                .workflow(Nap.class)
                .nodeName("node")
                .lease(Duration.ofMillis(300))
                .probe(slowOnce)
                .start();
        engines.until(() -> renewals.get() > 1);

        engine.client().newWorkflow(Nap.class).id(ID).startVoid(Nap::sleep);

        awaitEnd();
    }

    private void awaitEnd() {
        engines.until(() -> engines.run(ID).status() == WorkflowStatus.COMPLETED);
    }

    /** The first claim is made, and nobody hears of it. */
    private static final class LostAnswer implements StoreProbe {

        private final AtomicInteger claims = new AtomicInteger();

        @Override
        public void after(StoreOperation operation) {
            if (operation == StoreOperation.CLAIM_RUNS && claims.incrementAndGet() == 1) {
                throw new StoreUnavailableException("The connection broke.", true, null);
            }
        }
    }

    /** Fails once, in a way that nobody reckons with. */
    private static final class FailingOnce implements StoreProbe {

        private final StoreOperation failing;
        private final Throwable failure;
        private final AtomicInteger calls = new AtomicInteger();

        private FailingOnce(StoreOperation failing, Throwable failure) {
            this.failing = failing;
            this.failure = failure;
        }

        @Override
        public void before(StoreOperation operation) {
            if (operation == failing && calls.incrementAndGet() == 1) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        }
    }

    /** Sleeps for a moment. */
    @Workflow
    static class Nap {

        private final WorkflowContext workflow;

        Nap(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void sleep() {
            workflow.sleep(Duration.ofMillis(10));
        }
    }
}
