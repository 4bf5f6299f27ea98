package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checks that a start waits for. */
@Timeout(60)
class StartChecksTests {

    @Test
    void areMadeOnceWhoeverWaits() {
        AtomicInteger made = new AtomicInteger();
        StartChecks checks = checks(made::incrementAndGet);

        checks.await();
        checks.await();

        assertThat(made).hasValue(1);
    }

    @Test
    void failEachWaitWithWhatTheyHaveFound() {
        IllegalStateException found = new IllegalStateException("found");
        StartChecks checks = checks(() -> {
            throw found;
        });

        assertThatThrownBy(checks::await).isSameAs(found);
        assertThatThrownBy(checks::await).isSameAs(found);
    }

    @Test
    void failWithErrorsAsTheyAre() {
        StackOverflowError error = new StackOverflowError();
        StartChecks checks = checks(() -> {
            throw error;
        });

        assertThatThrownBy(checks::await).isSameAs(error);
    }

    @Test
    void areWaitedForWhileSomebodyElseMakesThem() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        StartChecks checks = checks(() -> {
            begun.countDown();
            await(mayEnd);
        });
        CompletableFuture<Void> background = CompletableFuture.runAsync(checks::await, StartChecksTests::onThread);
        await(begun);

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(checks::await, StartChecksTests::onThread);
        assertThat(waiting).isNotDone();
        mayEnd.countDown();

        assertThatCode(() -> waiting.get(60, TimeUnit.SECONDS)).doesNotThrowAnyException();
        background.get(60, TimeUnit.SECONDS);
    }

    @Test
    void warnOnceAndOnlyWhenTold() {
        AtomicInteger made = new AtomicInteger();
        StartChecks checks = new StartChecks(() -> {}, made::incrementAndGet, Runnable::run);

        checks.await();
        assertThat(made).hasValue(0);

        checks.warn();
        checks.warn();
        assertThat(made).hasValue(1);
    }

    @Test
    void warningsThatCannotBeMadeStopNobody() {
        StartChecks checks = new StartChecks(
                () -> {},
                () -> {
                    throw new NoClassDefFoundError("of/somebody/Else");
                },
                Runnable::run);

        assertThatCode(checks::warn).doesNotThrowAnyException();
    }

    private static StartChecks checks(Runnable checks) {
        return new StartChecks(checks, () -> {}, Runnable::run);
    }

    private static void onThread(Runnable task) {
        Thread thread = new Thread(task, "check");
        thread.setDaemon(true);
        thread.start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
