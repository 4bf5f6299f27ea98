package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.FreedRuns;
import dev.durable.store.TestRun;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs that somebody has locked, as a transaction does that has stored a message for them, when their owner is gone. */
class LockedRunTests {

    static List<Supplier<TestDatabase>> databases() {
        return List.of(TestDatabase::h2, TestDatabase::postgres);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void lockedRunIsNotFreedNorWaitedForButToldOf(Supplier<TestDatabase> database) {
        try (TestStore testStore = new TestStore(database.get())) {
            TestRun locked = TestRun.ownedBy(UUID.randomUUID());
            testStore.store().commit(List.of(locked.start()));
            testStore.store().commit(List.of(TestRun.ownedBy(UUID.randomUUID()).start()));

            Transactions.jdbc(testStore.dataSource()).executeWithoutResult(status -> {
                new JdbcTemplate(testStore.dataSource())
                        .update("update durable_run set pending = pending where run_id = ?", locked.runId());
                FreedRuns freed = CompletableFuture.supplyAsync(
                                () -> testStore.store().freeRunsOfDeadNodes(10))
                        .join();
                assertThat(freed.count()).isEqualTo(1);
                assertThat(freed.left()).isTrue();
            });

            FreedRuns rest = testStore.store().freeRunsOfDeadNodes(10);
            assertThat(rest.count()).isEqualTo(1);
            assertThat(rest.left()).isFalse();
        }
    }
}
