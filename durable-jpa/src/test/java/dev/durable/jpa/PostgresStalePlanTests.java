package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.StoredMessage;
import dev.durable.store.TestRun;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new installation begins with empty tables, and its connections outlive that. */
class PostgresStalePlanTests {

    private static final int MANY = 20_000;

    private final UUID node = UUID.randomUUID();
    private TestStore testStore;

    @BeforeEach
    void open() {
        testStore = new TestStore(TestDatabase.postgres());
        testStore.pool().setMinimumIdle(1);
        testStore.pool().setMaximumPoolSize(1);
        testStore.jdbc().execute("alter table durable_run set (autovacuum_enabled = false)");
    }

    @AfterEach
    void close() {
        testStore.close();
    }

    @Test
    void endingsSearchTheIndexAlthoughTheTableWasEmptyWhenTheyWereFirstPlanned() {
        endRuns(30);
        makeManyRuns();
        long before = rowsReadInSequence();

        endRuns(10);

        assertThat(rowsReadInSequence() - before).isLessThan(MANY);
    }

    private void makeManyRuns() {
        testStore.jdbc().update("""
                insert into durable_run (run_id, workflow_id, open_key, workflow_type, task_queue, status, owner, wake_at,
                    pending, parked, started_at)
                select gen_random_uuid(), 'order-' || gen_random_uuid(), 1, 'OrderWorkflow', 'default', 'RUNNING', null, null,
                    0, 0, now()
                from generate_series(1, %d)""".formatted(MANY));
    }

    @Test
    void endingsOfManyRunsAndMessagesDoSoToo() {
        endRunsTogether(30);
        takeMessages(30);
        makeManyRuns();
        long before = rowsReadInSequence();

        endRunsTogether(10);
        takeMessages(10);

        assertThat(rowsReadInSequence() - before).isLessThan(MANY);
    }

    private void endRunsTogether(int times) {
        for (int i = 0; i < times; i++) {
            List<TestRun> runs = IntStream.range(0, 20)
                    .mapToObj(any -> TestRun.ownedBy(node))
                    .toList();
            testStore.store().commit(runs.stream().map(TestRun::start).toList());
            testStore.store().commit(runs.stream().map(run -> run.close(2)).toList());
        }
    }

    private void takeMessages(int count) {
        TestRun run = TestRun.ownedBy(node);
        testStore.store().commit(List.of(run.start()));
        for (int i = 0; i < count; i++) {
            StoredMessage message = run.signal("hurry");
            testStore.store().commit(List.of(run.turn().parks(message).write()));
            testStore.store().commit(List.of(run.turn().consumes(message).write()));
        }
    }

    private void endRuns(int count) {
        for (int i = 0; i < count; i++) {
            TestRun run = TestRun.ownedBy(node);
            testStore.store().commit(List.of(run.start()));
            testStore.store().commit(List.of(run.close(2)));
        }
    }

    /** There is one connection only, so its counts are all there are once it has reported them. */
    private long rowsReadInSequence() {
        testStore.jdbc().queryForList("select pg_stat_force_next_flush()");
        testStore.jdbc().queryForList("select 1");
        Long rows = testStore
                .jdbc()
                .queryForObject(
                        "select seq_tup_read from pg_stat_user_tables where relname = 'durable_run'", Long.class);
        return rows == null ? 0 : rows;
    }
}
