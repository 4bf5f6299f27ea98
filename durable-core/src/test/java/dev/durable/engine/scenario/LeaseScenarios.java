package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.scenario.ActivityScenarios.GatedCall;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.TestEngine;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Leases that are lost. */
public interface LeaseScenarios extends EngineScenarios {

    @Test
    default void engineThatLostItsLeaseSignsOnAgainAndGoesOn() {
        Unreachable renewals = new Unreachable();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .passivateAfter(Duration.ZERO)
                .probe(renewals)
                .start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(2));
        handle.signal("put", "before");
        UUID lost = engines().run("inbox").owner();

        loseLease(renewals, lost);
        engines().until(() -> {
            UUID owner = engines().run("inbox").owner();
            return owner != null && !owner.equals(lost);
        });
        handle.signal("put", "after");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("before", "after");
        assertThat(engine.engine().isRunning()).isTrue();
    }

    @Test
    default void activityThatRunsWhenTheLeaseIsLostIsGivenUpAndRepeated() {
        Gates gates = new Gates();
        Unreachable renewals = new Unreachable();
        TestEngine engine = engines()
                .engine()
                .workflow(GatedCall.class)
                .activity(GatedWork.class, gates)
                .probe(renewals)
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(GatedCall.class).id("call").start(w -> w.call("none", "a"));
        gates.awaitBegun(engines(), "a");

        loseLease(renewals, engines().run("call").owner());
        engines().until(() -> gates.interrupted().contains("a"));
        engines().until(() -> gates.begun().size() == 2);
        gates.open("a");

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("done a");
        assertThat(gates.ended()).containsExactly("a");
    }

    @Test
    default void engineStoppedAfterItLostItsLeaseStaysStoppedAndItsRunsGoOnElsewhere() {
        Unreachable renewals = new Unreachable();
        TestEngine engine = engines()
                .engine()
                .workflow(Inbox.class)
                .passivateAfter(Duration.ZERO)
                .probe(renewals)
                .start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));

        loseLease(renewals, engines().run("inbox").owner());
        engine.stop();
        assertThat(engine.engine().isRunning()).isFalse();
        engines().engine().workflow(Inbox.class).start();
        handle.signal("put", "a");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a");
    }

    @Test
    default void secondEngineOfANameTakesOverAndTheFirstStopsWithAnExplanation() {
        Logger logger = (Logger) LoggerFactory.getLogger(DurableEngine.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            TestEngine first =
                    engines().engine().workflow(Inbox.class).nodeName("node").start();
            WorkflowHandle<List<String>> handle =
                    first.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));

            TestEngine second =
                    engines().engine().workflow(Inbox.class).nodeName("node").start();
            letLeasesBeRenewed();
            engines().until(() -> !first.engine().isRunning());
            second.workflow("inbox").signal("put", "a");

            assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a");
            assertThat(second.engine().isRunning()).isTrue();
            engines()
                    .untilAsserted(() -> assertThat(List.copyOf(lines.list))
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .anySatisfy(line -> assertThat(line).contains("DUR-5002", "'node'")));
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    default void signalTakenByAnEngineWhoseNameWasTakenReachesTheSecondAlthoughTheFirstDies() {
        TestEngine first =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        first.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(2));
        UUID before = engines().run("inbox").owner();
        TestEngine second =
                engines().engine().workflow(Inbox.class).nodeName("node").start();
        engines().until(() -> {
            UUID owner = engines().run("inbox").owner();
            return owner != null && !owner.equals(before);
        });
        engines().until(() -> second.engine().insight().cachedRuns() == 1);

        first.workflow("inbox").signal("put", "a");
        first.crash();

        engines().until(() -> {
            letLeasesBeRenewed();
            return second.workflow("inbox").query("items", List.class).equals(List.of("a"));
        });
        second.workflow("inbox").signal("put", "b");
        assertThat(second.workflow("inbox").result(List.class, EngineFixture.PATIENCE))
                .isEqualTo(List.of("a", "b"));
    }

    /** As when the process was paused for so long that the others have given it up. */
    private void loseLease(Unreachable renewals, UUID nodeId) {
        renewals.begin();
        engines().time().skip(Duration.ofMinutes(11));
        engines().until(() -> renewals.refused() > 0);
        engines().store().deregisterNode(nodeId);
        renewals.end();
        letLeasesBeRenewed();
    }

    /** Renewals are due every third of a lease; nobody's lease ends by this, since leases go by the store's clock. */
    private void letLeasesBeRenewed() {
        engines().time().skip(Duration.ofMinutes(4));
    }

    /** Lets nobody through who wants to renew a lease or to claim runs. */
    class Unreachable extends StoreOutageScenarios.Outage {

        @Override
        public void before(StoreOperation operation) {
            if (operation == StoreOperation.RENEW_LEASE || operation == StoreOperation.CLAIM_RUNS) {
                super.before(operation);
            }
        }
    }
}
