package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.store.TestRun;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that the caller's own transaction has started, and that nobody else sees. */
class UncommittedRunTests {

    static List<Supplier<TestDatabase>> databases() {
        return List.of(TestDatabase::h2, TestDatabase::postgres, TestDatabase::mariaDb);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void deletionSaysThatItIsOpenAndDoesNotWaitForTheTransaction(Supplier<TestDatabase> database) {
        try (TestStore testStore = new TestStore(database.get())) {
            TestRun run = TestRun.ownedBy(UUID.randomUUID());
            long begin = System.nanoTime();

            Transactions.jdbc(testStore.dataSource()).executeWithoutResult(status -> {
                testStore.store().currentTransaction().orElseThrow().write(run.start());
                assertThatExceptionOfType(StoreConflictException.class)
                        .isThrownBy(() -> testStore.store().deleteRun(run.runId()))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.RUN_OPEN));
            });

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
