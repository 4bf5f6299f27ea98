package dev.durable.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualTimeTests {

    private static final Instant START = ManualTime.START;

    private final ManualTime time = new ManualTime();
    private final List<String> fired = new ArrayList<>();

    @Test
    void standsStillUntilAdvanced() {
        assertThat(time.now()).isEqualTo(START);

        time.advance(Duration.ofSeconds(3));

        assertThat(time.now()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void timersFireInDueOrderEachAtItsOwnTime() {
        fireAt(START.plusSeconds(2), "b");
        fireAt(START.plusSeconds(1), "a");
        fireAt(START.plusSeconds(2), "c");
        fireAt(START.plusSeconds(4), "later");

        time.advance(Duration.ofSeconds(3));

        assertThat(fired).containsExactly("a@PT1S", "b@PT2S", "c@PT2S");
        assertThat(time.now()).isEqualTo(START.plusSeconds(3));
        assertThat(time.nextTimer()).contains(START.plusSeconds(4));
    }

    @Test
    void timersScheduledByTimersFireInTheSameAdvance() {
        time.schedule(START.plusSeconds(1), () -> fireAt(START.plusSeconds(2), "inner"));

        time.advance(Duration.ofSeconds(5));

        assertThat(fired).containsExactly("inner@PT2S");
    }

    @Test
    void canceledTimersNeverFire() {
        TimerHandle timer = time.schedule(START.plusSeconds(1), () -> fired.add("canceled"));

        timer.cancel();
        time.advance(Duration.ofSeconds(5));

        assertThat(fired).isEmpty();
        assertThat(time.nextTimer()).isEmpty();
    }

    @Test
    void timerThatIsDueAlreadyFiresAtTheNextAdvanceEvenByNothing() {
        fireAt(START.minusSeconds(1), "past");
        assertThat(fired).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(fired).containsExactly("past@PT0S");
    }

    @Test
    void timeNeverGoesBack() {
        time.advanceTo(START.minusSeconds(10));

        assertThat(time.now()).isEqualTo(START);
    }

    @Test
    void timerNeverFindsTheTimeBeforeItsOwn() {
        Instant due = START.plusNanos(1_500);
        List<Instant> seen = new ArrayList<>();
        time.schedule(due, () -> seen.add(time.now()));

        time.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly(START.plusNanos(2_000));
    }

    @Test
    void timersOfManyThreadsFireOnceEach() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            new Thread(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            time.schedule(time.now().plusMillis(i % 10), count::incrementAndGet);
                            time.advance(Duration.ofMillis(1));
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();

        time.advance(Duration.ofSeconds(1));

        assertThat(count).hasValue(4_000);
    }

    private void fireAt(Instant due, String name) {
        time.schedule(due, () -> fired.add(name + "@" + Duration.between(START, time.now())));
    }

    @Test
    void idsThatAreMadeTogetherHaveAnOrderAlthoughTimeStandsStill() {
        List<UUID> ids = new ManualTime().newIds(100);

        assertThat(ids).extracting(UUID::toString).isSorted().doesNotHaveDuplicates();
    }
}
