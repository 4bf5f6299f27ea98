package dev.durable.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that answers, that fails after a while, and that does not answer at all. */
class StoreReadingTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicReference<Thread> reader = new AtomicReference<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private volatile Database database = () -> reads.get();
    private StoreReading reading = reading(LONG);

    @AfterEach
    void close() {
        answers.countDown();
        reading.close();
    }

    @Test
    void oneReadingServesAllUntilItIsTenSecondsOld() {
        assertThat(stuckRuns()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(9));
        assertThat(stuckRuns()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(2));
        assertThat(stuckRuns()).isEqualTo(2);
    }

    @Test
    void failureIsRememberedFromItsEndOn() {
        database = () -> {
            clock.pass(LONG); // for so long a pool waits for a connection
            throw new StoreUnavailableException("The database is away.", false, null);
        };

        assertThat(stuckRuns()).isNaN();
        assertThat(stuckRuns()).isNaN();
        assertThat(reads).hasValue(1);

        clock.pass(Duration.ofSeconds(11));
        assertThat(stuckRuns()).isNaN();
        assertThat(reads).hasValue(2);
    }

    @Test
    void gaugesTogetherWaitForADatabaseThatDoesNotAnswerNoLongerThanOneWould() {
        reading.close();
        reading = reading(Duration.ofMillis(200));
        database = this::answerLater;

        long begin = System.nanoTime();
        for (int gauge = 0; gauge < 100; gauge++) {
            assertThat(stuckRuns()).isNaN();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("a hundred would wait for twenty seconds")
                .isLessThan(Duration.ofSeconds(10));
        assertThat(reads).hasValue(1);
    }

    /** Prometheus asks once a minute by default: a database that takes longer than a scrape waits must not leave every scrape without values. */
    @Test
    void lastReadingIsToldForTwoMinutesWhileTheDatabaseDoesNotAnswer() {
        reading.close();
        reading = reading(Duration.ofMillis(1));
        await().until(() -> stuckRuns() == 1);
        database = this::answerLater;

        clock.pass(Duration.ofMinutes(1));
        assertThat(stuckRuns()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(61));
        assertThat(stuckRuns()).isNaN();

        answers.countDown();
        await().until(() -> stuckRuns() == 2);
    }

    @Test
    void closeEndsTheReaderWhateverItWaitsFor() {
        reading.close();
        reading = reading(Duration.ofMillis(1));
        database = this::answerLater;
        stuckRuns();
        await().until(() -> reader.get() != null);
        assertThat(reader.get().isDaemon()).isTrue();

        reading.close();

        await().until(() -> !reader.get().isAlive());
        assertThat(stuckRuns()).isNaN();
    }

    private int answerLater() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Nobody wants to know.", false, e);
        }
        return reads.get();
    }

    private double stuckRuns() {
        return reading.value((figures, now) -> figures.stuckRuns());
    }

    private StoreReading reading(Duration patience) {
        return new StoreReading(
                () -> {
                    reader.set(Thread.currentThread());
                    reads.incrementAndGet();
                    return new StoreFigures(Map.of(), Map.of(), database.stuckRuns());
                },
                clock,
                patience);
    }

    private interface Database {

        int stuckRuns();
    }

    private static final class MutableClock extends Clock {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

        void pass(Duration duration) {
            now.updateAndGet(before -> before.plus(duration));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
