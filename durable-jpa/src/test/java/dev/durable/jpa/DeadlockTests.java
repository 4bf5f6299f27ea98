package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.commit.CommitListener;
import dev.durable.engine.commit.CommitPipeline;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.SkippableTime;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.CommitResult;
import dev.durable.store.TestRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transaction of the application that takes the rows of runs in another order than the engine does. */
@Timeout(120)
class DeadlockTests {

    private static final UUID NODE = UUID.randomUUID();

    private final List<TestRun> runs = Stream.generate(() -> TestRun.ownedBy(NODE))
            .limit(2)
            .sorted(Comparator.comparing(TestRun::runId))
            .toList();
    private final TestRun first = runs.get(0);
    private final TestRun second = runs.get(1);
    private final ExecutorService lane = Executors.newSingleThreadExecutor();
    private final SkippableTime time = new SkippableTime();
    private final TestDatabase database = TestDatabase.postgres();
    private UnreliablePool pool;
    private TestStore testStore;

    @BeforeEach
    void open() {
        pool = new UnreliablePool(database, 4711);
        testStore = new TestStore(pool, TableNames.DEFAULT);
        testStore.store().commit(List.of(first.start(), second.start()));
    }

    @AfterEach
    void close() {
        lane.shutdownNow();
        time.close();
        testStore.close();
    }

    @Test
    void isResolvedByTheDatabaseAndTheEnginesTurnsAreCommittedInTheEnd() throws Exception {
        CountDownLatch together = new CountDownLatch(1);
        lane.execute(() -> awaitUnchecked(together));
        CommitPipeline pipeline = new CommitPipeline(testStore.store(), time, lane, new CommitSettings(1, 10));
        Outcome firstOutcome = new Outcome();
        Outcome secondOutcome = new Outcome();
        pipeline.submit(first.close(2), firstOutcome);
        pipeline.submit(second.close(2), secondOutcome);

        try (Connection caller = testStore.dataSource().getConnection()) {
            caller.setAutoCommit(false);
            lock(caller, second);
            together.countDown();
            await().atMost(EngineFixture.PATIENCE).until(this::somebodyWaitsForALock);
            // Now the engine has the first row, and waits for the second. The database tells one of both that it is a
            // circle.
            lockOrBeTheVictim(caller, first);
            caller.rollback();
        }

        assertThat(firstOutcome.get()).isNotNull();
        assertThat(secondOutcome.get()).isNotNull();
        assertThat(testStore
                        .store()
                        .findRun(first.runId())
                        .orElseThrow()
                        .status()
                        .isClosed())
                .isTrue();
        assertThat(testStore
                        .store()
                        .findRun(second.runId())
                        .orElseThrow()
                        .status()
                        .isClosed())
                .isTrue();
        assertThat(pool.failures("40P01")).isEqualTo(1);
    }

    private static void lockOrBeTheVictim(Connection connection, TestRun run) {
        try {
            lock(connection, run);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).isEqualTo("40P01");
        }
    }

    private static void lock(Connection connection, TestRun run) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from durable_run where run_id = ? for update")) {
            statement.setObject(1, run.runId());
            statement.executeQuery();
        }
    }

    private boolean somebodyWaitsForALock() {
        return testStore
                        .jdbc()
                        .queryForObject(
                                "select count(*) from pg_locks where not granted and pid in"
                                        + " (select pid from pg_stat_activity where datname = current_database())",
                                Integer.class)
                > 0;
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Outcome implements CommitListener {

        private final CompletableFuture<CommitResult> committed = new CompletableFuture<>();

        @Override
        public void committed(CommitResult result, boolean alone) {
            committed.complete(result);
        }

        @Override
        public void failed(RuntimeException failure) {
            committed.completeExceptionally(failure);
        }

        CommitResult get() throws Exception {
            return committed.get(EngineFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
