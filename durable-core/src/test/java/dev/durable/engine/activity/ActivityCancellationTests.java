package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.RUN;
import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.onRun;
import static dev.durable.engine.activity.ActivityFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.failure.CanceledFailure;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ActivityCancellationTests {

    private static final UUID OTHER = new UUID(0, 2);

    @RegisterExtension
    final RunningThreads threads = new RunningThreads();

    @Test
    void whatRunsIsInterruptedAndNothingIsReported() throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 4);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch heartbeatFailed = new CountDownLatch(2);
        fixture.work.does(input -> {
            begun.countDown();
            try {
                return ActivityFixture.sleepUntilInterrupted();
            } catch (InterruptedException e) {
                assertThat(fixture.context.isActive()).isFalse();
                assertThatExceptionOfType(CanceledFailure.class).isThrownBy(fixture.context::heartbeat);
                heartbeatFailed.countDown();
                throw e;
            }
        });
        fixture.executor.submit(task(5));
        fixture.executor.submit(task(6));
        RunningThreads.await(begun);

        fixture.executor.cancelAll(RUN);

        assertThat(fixture.executor.isPending(RUN, 5)).isFalse();
        assertThat(fixture.executor.running()).isZero();
        RunningThreads.await(heartbeatFailed);
        await().until(() -> fixture.time.nextTimer().isEmpty());
        fixture.time.advance(Duration.ofHours(1));
        assertThat(fixture.outcomes.reports()).isZero();
    }

    @Test
    void whatWaitsNeverBegins() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture fixture = new ActivityFixture(queued, 1);
        fixture.executor.submit(task(5));
        fixture.executor.submit(task(6));
        fixture.executor.submit(
                task(7).next(START.plusSeconds(1), TextPayloads.INSTANCE.toInfo(new IllegalStateException())));

        fixture.executor.cancelAll(RUN);
        fixture.time.advance(Duration.ofHours(1));
        queued.runAll();

        assertThat(fixture.outcomes.reports()).isZero();
        assertThat(fixture.executor.running()).isZero();
        assertThat(fixture.executor.waiting()).isZero();
    }

    @Test
    void otherRunsGoOnAndTakeTheFreedSlots() {
        QueuedThreads queued = new QueuedThreads();
        ActivityFixture fixture = new ActivityFixture(queued, 1);
        fixture.executor.submit(task(5));
        fixture.executor.submit(onRun(OTHER, task(5)));

        fixture.executor.cancelAll(RUN);
        queued.runAll();

        assertThat(fixture.outcomes.reports()).isEqualTo(1);
        assertThat(fixture.executor.isPending(OTHER, 5)).isFalse();
    }

    @Test
    void cancelingARunThatHasNothingChangesNothing() {
        ActivityFixture fixture = new ActivityFixture();

        fixture.executor.cancelAll(RUN);
        fixture.executor.submit(task(5));

        assertThat(fixture.outcomes.reports()).isEqualTo(1);
    }

    @Test
    void canceledActivityMayBeSubmittedAgainWhileItsOldThreadStillRuns() throws Exception {
        ActivityFixture fixture = new ActivityFixture(threads, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        fixture.work.does(input -> {
            if (begun.getCount() == 0) {
                return "new";
            }
            begun.countDown();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    assertThat(fixture.context.isActive()).isFalse();
                }
            }
            return "old";
        });
        fixture.executor.submit(task(5));
        RunningThreads.await(begun);

        fixture.executor.cancelAll(RUN);
        fixture.executor.submit(task(5));
        await().until(() -> fixture.outcomes.reports() == 1);
        release.countDown();

        await().until(() -> fixture.time.nextTimer().isEmpty());
        assertThat(fixture.outcomes.onlyEvent()).extracting("result").isEqualTo(TextPayloads.text("new"));
    }
}
