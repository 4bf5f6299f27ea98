package dev.durable.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.time.ManualTime;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Limits of task queues, in manual time. */
class QueueRatesTests {

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemoryStore store =
            new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, StoreFaults.NONE);
    private final Queue<Runnable> questions = new ArrayDeque<>();

    @Test
    void nodesTogetherBeginNoMoreThanTheRateAllowsAndHardlyLess() {
        for (double rate : new double[] {0.5, 7, 50, 400}) {
            QueueRates one = rates(Map.of("limited-" + rate, rate));
            QueueRates two = rates(Map.of("limited-" + rate, rate));
            int begun = 0;
            for (int millis = 1; millis <= 10_000; millis++) {
                begun += takeAll(one, "limited-" + rate) + takeAll(two, "limited-" + rate);
                assertThat(begun).isLessThanOrEqualTo((int) (rate * millis / 1000) + 1);
                time.advance(Duration.ofMillis(1));
            }
            assertThat(begun).isGreaterThanOrEqualTo((int) (rate * 10 * 0.9));
        }
    }

    @Test
    void whatWasNotUsedInTimeIsLost() {
        QueueRates rates = rates(Map.of("limited", 50.0));
        assertThat(takeAll(rates, "limited")).isEqualTo(1);

        time.advance(Duration.ofMinutes(1));

        assertThat(takeAll(rates, "limited"))
                .as("one, not sixty seconds' worth")
                .isEqualTo(1);
    }

    @Test
    void otherQueuesAreNotLimitedAndAskNothing() {
        QueueRates rates = rates(Map.of("limited", 1.0));

        assertThat(rates.take("free", () -> {})).isTrue();
        assertThat(rates.take("free", () -> {})).isTrue();

        assertThat(questions).isEmpty();
    }

    @Test
    void whoWaitsIsToldWhenItsMomentHasCome() {
        QueueRates rates = rates(Map.of("limited", 1.0));
        assertThat(takeAll(rates, "limited")).isEqualTo(1);
        AtomicInteger told = new AtomicInteger();
        assertThat(rates.take("limited", told::incrementAndGet)).isFalse();
        time.advance(Duration.ofMillis(999));
        assertThat(told).hasValue(0);

        time.advance(Duration.ofMillis(1));

        assertThat(told).hasValue(1);
        assertThat(rates.take("limited", () -> {})).isTrue();
    }

    @Test
    void slotsOfAQueueAreLimitedOnTheirOwn() {
        ActivitySlots slots = new ActivitySlots(3, Map.of("limited", 1), null);

        assertThat(slots.take("limited")).isTrue();
        assertThat(slots.take("limited")).isFalse();
        assertThat(slots.available("limited")).isZero();
        assertThat(slots.available("default")).isEqualTo(2);
        assertThat(slots.take("default")).isTrue();
        assertThat(slots.take("default")).isTrue();
        assertThat(slots.areAllTaken()).isTrue();
        slots.giveBack("limited");
        assertThat(slots.take("limited")).isTrue();
        slots.giveBack("default");
        assertThat(slots.take("limited")).isFalse();
    }

    private QueueRates rates(Map<String, Double> perSecond) {
        return new QueueRates(store, time, questions::add, perSecond);
    }

    private int takeAll(QueueRates rates, String queue) {
        int taken = 0;
        while (rates.take(queue, () -> {}) || answerQuestions() && rates.take(queue, () -> {})) {
            taken++;
        }
        return taken;
    }

    private boolean answerQuestions() {
        boolean any = !questions.isEmpty();
        while (!questions.isEmpty()) {
            questions.remove().run();
        }
        return any;
    }
}
