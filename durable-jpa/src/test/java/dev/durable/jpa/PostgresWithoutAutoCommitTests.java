package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.client.WorkflowStatus;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import dev.durable.store.TestRun;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool may hand out connections that are in a transaction from their first statement on. */
class PostgresWithoutAutoCommitTests {

    private final TestRun run = TestRun.ownedBy(UUID.randomUUID());
    private TestStore testStore;

    @BeforeEach
    void open() {
        HikariDataSource pool = TestDatabase.postgres().open();
        pool.setAutoCommit(false);
        testStore = new TestStore(pool, TableNames.DEFAULT);
        testStore.store().commit(List.of(run.start()));
    }

    @AfterEach
    void close() {
        testStore.close();
    }

    @Test
    void turnsAreCommitted() {
        testStore.store().commit(List.of(run.append(2)));
        testStore.store().commit(List.of(run.close(3)));

        assertThat(testStore.store().findRun(run.runId()).orElseThrow().status())
                .isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(testStore.store().history(run.runId(), 0)).hasSize(3);
    }

    @Test
    void anEndingThatIsRefusedIsExplained() {
        StoredMessage message = run.signal("cancel");
        testStore.store().addMessage(run.runId(), message.messageId(), message.event());

        StoreConflictException refused = catchThrowableOfType(
                StoreConflictException.class, () -> testStore.store().commit(List.of(run.close(2))));

        assertThat(refused.kind()).isEqualTo(StoreConflictException.Kind.MESSAGES_PENDING);
        assertThat(testStore.store().history(run.runId(), 1)).isEmpty();
    }
}
