package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.engine.testing.EngineFixture;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.WorkSignals;
import dev.durable.store.WorkSignals.Listening;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signals from node to node by {@code NOTIFY}. */
class PostgresWorkSignalsTests {

    private static TestStore testStore;

    private final AtomicInteger heard = new AtomicInteger();

    @BeforeAll
    static void open() {
        testStore = new TestStore(TestDatabase.postgres());
    }

    @AfterAll
    static void close() {
        testStore.close();
    }

    @Test
    void signalIsHeardByAllWhoListen() {
        WorkSignals signals = testStore.store().workSignals().orElseThrow();
        AtomicInteger heardElsewhere = new AtomicInteger();
        try (Listening here = signals.listen(heard::incrementAndGet);
                Listening elsewhere = signals.listen(heardElsewhere::incrementAndGet)) {
            awaitSignal(signals, heard);
            awaitSignal(signals, heardElsewhere);
        }
    }

    @Test
    void listenerWhoseConnectionBreaksListensOnAnother() {
        PostgresWorkSignals signals = signals(testStore.store());
        try (Listening here = signals.listen(heard::incrementAndGet, Duration.ofMillis(20))) {
            awaitSignal(signals, heard);

            assertThat(testStore
                            .jdbc()
                            .queryForList(
                                    "select pg_terminate_backend(pid) from pg_stat_activity"
                                            + " where query ilike 'listen %' or query ilike 'select 1'",
                                    Boolean.class))
                    .isNotEmpty();

            awaitSignal(signals, heard);
        }
    }

    /** Until the listener is ready nothing is heard, so it is said until it is. */
    private static void awaitSignal(WorkSignals signals, AtomicInteger counter) {
        int before = counter.get();
        await().atMost(EngineFixture.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    signals.send();
                    return counter.get() > before + 1;
                });
    }

    private static PostgresWorkSignals signals(JpaDurableStore store) {
        return (PostgresWorkSignals) store.workSignals().orElseThrow();
    }
}
