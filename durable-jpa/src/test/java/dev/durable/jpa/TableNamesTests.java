package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowFilter;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.HostedWork;
import dev.durable.store.StoredMessage;
import dev.durable.store.StoredRun;
import dev.durable.store.TestRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The store in tables of other names. */
class TableNamesTests {

    @Test
    void everythingWorksInASchemaOfItsOwnOnPostgres() throws SQLException {
        worksInASchemaOfItsOwn(TestDatabase.postgres());
    }

    @Test
    void everythingWorksInASchemaOfItsOwnOnH2() throws SQLException {
        worksInASchemaOfItsOwn(TestDatabase.h2());
    }

    private static void worksInASchemaOfItsOwn(TestDatabase database) throws SQLException {
        try (var pool = database.open();
                Connection connection = pool.getConnection()) {
            connection.createStatement().execute("create schema orders");
        }
        try (TestStore testStore = new TestStore(database, new TableNames("wf_", "orders"))) {
            JpaDurableStore store = testStore.store();
            UUID node = UUID.randomUUID();
            store.registerNode(node, "a", Duration.ofHours(1));
            TestRun run = TestRun.free(Instant.now().minusSeconds(1)).writtenBy(node);
            store.commit(List.of(run.start()));
            StoredMessage message = run.signal("cancel");
            store.addMessage(run.runId(), message.messageId(), message.event());

            assertThat(store.claimRuns(node, new HostedWork(Set.of("default"), Set.of("OrderWorkflow")), 10))
                    .extracting(StoredRun::runId)
                    .containsExactly(run.runId());
            store.commit(
                    List.of(run.turn().events(run.timer(2)).consumes(message).write()));

            assertThat(store.history(run.runId(), 0)).hasSize(2);
            assertThat(store.list(WorkflowFilter.ALL).workflows()).hasSize(1);
            assertThat(store.freeRunsOfDeadNodes(10).count()).isZero();
            assertThat(testStore.jdbc().queryForObject("select count(*) from orders.wf_event", Integer.class))
                    .isEqualTo(2);
        }
    }
}
