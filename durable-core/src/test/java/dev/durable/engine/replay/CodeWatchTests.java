package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeWatchTests {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final WorkflowThreads threads = WorkflowThreads.create("test-watch");
    private final List<BlockedCode> reports = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean spinning = new AtomicBoolean(true);
    private volatile Thread worker;
    private long now;
    private final CodeWatch watch = new CodeWatch(LIMIT, () -> now, reports::add);

    @AfterEach
    void letThreadsEnd() {
        end.countDown();
        spinning.set(false);
        threads.close();
    }

    @Test
    void codeThatBlocksItsThreadIsReportedOnceWithItsStack() {
        run(this::waitForEnd);
        await().until(this::isBlocked);

        look(20);

        assertThat(reports).singleElement().satisfies(blocked -> {
            assertThat(blocked.place()).isEqualTo("workflow thread 'main'");
            assertThat(blocked.toException())
                    .hasMessageStartingWith("DUR-3009: Code of workflow 'workflow-1' (T, run ")
                    .extracting(e -> e.getStackTrace())
                    .asInstanceOf(InstanceOfAssertFactories.array(StackTraceElement[].class))
                    .anyMatch(frame -> frame.getMethodName().equals("waitForEnd"));
        });
    }

    @Test
    void codeWithinTheLimitIsNotReported() {
        run(this::waitForEnd);
        await().until(this::isBlocked);

        look(5);

        assertThat(reports).isEmpty();
    }

    @Test
    void timesAtWhichTheWatcherWasLateDoNotCount() {
        run(this::waitForEnd);
        await().until(this::isBlocked);

        for (int i = 0; i < 100; i++) {
            now += watch.period().toNanos() * 3;
            watch.look();
        }

        assertThat(reports).as("a process that is paused or starved").isEmpty();
    }

    @Test
    void codeThatIsReadyToRunMayBeStarvedAndGetsLonger() {
        run(this::spin);
        await().until(() -> worker != null);

        look(20);
        assertThat(reports).isEmpty();
        look(40);

        assertThat(reports).hasSize(1);
    }

    @Test
    void codeThatWaitsAsWorkflowCodeShouldIsNotWatched() {
        WorkflowThread thread = thread(() -> {});
        threads.watchedBy(watch);
        thread.proceed();

        look(100);

        assertThat(reports).isEmpty();
    }

    private void run(Runnable body) {
        threads.watchedBy(watch);
        WorkflowThread thread = thread(body);
        Thread scheduler = new Thread(thread::proceed, "test-scheduler");
        scheduler.setDaemon(true);
        scheduler.start();
    }

    private WorkflowThread thread(Runnable body) {
        WorkflowExecutionStarted started =
                (WorkflowExecutionStarted) HistoryBuilder.started("T").build().get(0);
        WorkflowInfo info = RunBeginning.info(ReplayFixture.RUN_ID, started);
        return new WorkflowThread(WorkflowThread.MAIN, body, threads, new LoggingContext(info), Map.of());
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            now += watch.period().toNanos();
            watch.look();
        }
    }

    private boolean isBlocked() {
        Thread thread = worker;
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    private void waitForEnd() {
        worker = Thread.currentThread();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spin() {
        worker = Thread.currentThread();
        while (spinning.get()) {
            Thread.onSpinWait();
        }
    }
}
