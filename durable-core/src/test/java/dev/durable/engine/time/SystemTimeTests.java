package dev.durable.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeTests {

    private final SystemTime time = new SystemTime("test-timers");
    private final BlockingQueue<String> fired = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void tellsTheMachinesTimeInMicroseconds() {
        Instant now = time.now();

        assertThat(now).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
        assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
    }

    /** What one sender sends keeps its order, and ids are that order. */
    @Test
    void idsGoOnWhenTheClockStandsStillOrIsSetBack() {
        Instant noon = Instant.parse("2026-11-29T12:00:00Z");
        AtomicReference<Instant> clock = new AtomicReference<>(noon);
        try (SystemTime settable = new SystemTime("settable", clock::get)) {
            UUID first = settable.newId();
            UUID second = settable.newId();
            clock.set(noon.minus(1, ChronoUnit.HOURS));
            UUID third = settable.newId();
            clock.set(noon.plus(1, ChronoUnit.MILLIS));
            UUID fourth = settable.newId();

            assertThat(List.of(first, second, third, fourth))
                    .extracting(UUID::toString) // as databases compare them
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void firesOnItsThreadNotBeforeTheTimeHasCome() throws InterruptedException {
        Instant due = Instant.now().plusMillis(50);
        BlockingQueue<Instant> firedAt = new LinkedBlockingQueue<>();

        time.schedule(due, () -> {
            firedAt.add(Instant.now());
            fired.add(Thread.currentThread().getName());
        });

        assertThat(firedAt.poll(10, TimeUnit.SECONDS)).isAfterOrEqualTo(due);
        assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo("test-timers");
    }

    @Test
    void timerOfThePastFiresAtOnceOnAnotherThread() throws InterruptedException {
        time.schedule(Instant.EPOCH, () -> fired.add(Thread.currentThread().getName()));

        assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo("test-timers");
    }

    @Test
    void threadInheritsNothingOfWhoeverArmsTheFirstTimer() throws InterruptedException {
        InheritableThreadLocal<String> value = new InheritableThreadLocal<>();
        value.set("of the caller");

        time.schedule(Instant.EPOCH, () -> fired.add(String.valueOf(value.get())));

        assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
        value.remove();
    }

    @Test
    void timersFireInDueOrder() {
        Instant base = Instant.now();
        List<Integer> order = new CopyOnWriteArrayList<>();
        time.schedule(base.plusMillis(120), () -> order.add(3));
        time.schedule(base.plusMillis(40), () -> order.add(1));
        time.schedule(base.plusMillis(80), () -> order.add(2));

        await().until(() -> order.size() == 3);
        assertThat(order).containsExactly(1, 2, 3);
    }

    @Test
    void canceledTimerDoesNotFire() throws InterruptedException {
        TimerHandle canceled = time.schedule(Instant.now().plusMillis(50), () -> fired.add("canceled"));

        canceled.cancel();
        time.schedule(Instant.now().plusMillis(100), () -> fired.add("later"));

        assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo("later");
        assertThat(fired).isEmpty();
    }

    @Test
    void farthestMomentCanBeWaitedFor() {
        TimerHandle never = time.schedule(Instant.MAX, () -> fired.add("never"));

        never.cancel();

        assertThat(fired).isEmpty();
    }

    @Test
    void failingActionDoesNotStopTheTimersAfterIt() throws InterruptedException {
        time.schedule(Instant.EPOCH, () -> {
            throw new IllegalStateException("expected by the test");
        });
        time.schedule(Instant.EPOCH.plusSeconds(1), () -> fired.add("next"));

        assertThat(fired.poll(10, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void timersAfterTheEndAreIgnored() {
        time.close();

        assertThatCode(() -> time.schedule(Instant.EPOCH, () -> fired.add("late")))
                .doesNotThrowAnyException();
        assertThat(fired).isEmpty();
    }
}
