package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.engine.scenario.Inbox;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.FirstRound;
import dev.durable.engine.testing.TestEngine;
import dev.durable.jpa.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Engines that look for work so seldom that nothing would go on if they did not tell each other. */
class PostgresNotificationTests {

    private static final TestStore TEST_STORE = new TestStore(TestDatabase.postgres());

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(TEST_STORE::store);

    @BeforeEach
    void clear() {
        TEST_STORE.clear();
    }

    @AfterAll
    static void close() {
        TEST_STORE.close();
    }

    @Test
    void messageReachesTheNodeThatHasTheRun() {
        TestEngine owner = engine();
        WorkflowHandle<List<String>> handle =
                owner.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(3));
        TestEngine other = engine();
        TestEngine client = client();

        other.workflow("inbox").signal("put", "a");
        engines.until(() -> engines.history("inbox").size() == 2);
        client.workflow("inbox").signal("put", "b");
        engines.until(() -> engines.history("inbox").size() == 3);
        owner.workflow("inbox").signal("put", "c");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b", "c");
    }

    @Test
    void runStartedWhereNothingIsExecutedBeginsElsewhere() {
        engine();
        TestEngine client = client();

        client.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));

        engines.until(() -> engines.run("inbox").owner() != null);
    }

    @Test
    void messageForARunThatNobodyOwnsIsTakenElsewhere() {
        TestEngine first = engine();
        first.client().newWorkflow(Inbox.class).id("inbox").start(w -> w.collect(1));
        engine();
        first.stop();
        assertThat(engines.run("inbox").owner()).isNull();

        client().workflow("inbox").signal("put", "a");

        engines.until(() -> engines.run("inbox").status() == WorkflowStatus.COMPLETED);
    }

    private TestEngine client() {
        return engines.engine()
                .workflow(Inbox.class)
                .notifications()
                .clientOnly()
                .start();
    }

    private TestEngine engine() {
        FirstRound firstRound = new FirstRound();
        TestEngine engine = engines.engine()
                .workflow(Inbox.class)
                .notifications()
                .pollInterval(Duration.ofHours(10))
                .probe(firstRound)
                .start();
        engines.until(firstRound::isOver);
        return engine;
    }
}
