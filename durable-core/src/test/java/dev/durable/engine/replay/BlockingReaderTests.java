package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code of a workflow that only reads runs on threads of the engine; those are not to be blocked either. */
class BlockingReaderTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    private final List<BlockedCode> reports = new ArrayList<>();
    private long now;
    private final CodeWatch watch = new CodeWatch(Duration.ofSeconds(1), () -> now, reports::add);
    private TestRun run;
    private Thread actor;

    @BeforeEach
    void start() {
        Blocker.reset();
        run = fixture.run(Reading.class);
        fixture.services().threads().watchedBy(watch);
        run.start();
    }

    @AfterEach
    void letThreadsEnd() throws InterruptedException {
        Blocker.end();
        if (actor != null) {
            actor.join();
        }
    }

    @Test
    void conditionThatBlocksIsReported() {
        whileBlocked(() -> run.signal("blockInCondition"));

        assertReportedIn("lambda$run$");
    }

    @Test
    void callbackThatBlocksIsReported() {
        whileBlocked(() -> run.fire(2));

        assertReportedIn("lambda$run$");
    }

    @Test
    void queryThatBlocksIsReported() {
        whileBlocked(() -> run.query("slow", String.class));

        assertReportedIn("slow");
    }

    @Test
    void validatorThatBlocksIsReported() {
        whileBlocked(() -> run.instance()
                .whyRejected(new WorkflowExecutionUpdateAccepted(
                        0, HistoryBuilder.START, "u", "change", List.of(), Map.of())));

        assertReportedIn("validate");
    }

    @Test
    void conditionEvaluatedByItsOwnThreadIsReportedOnce() {
        whileBlocked(() -> run.signal("blockAtOnce"));

        assertThat(reports)
                .singleElement()
                .satisfies(blocked -> assertThat(blocked.place()).isEqualTo("workflow thread 'signal-blockAtOnce'"));
    }

    @Test
    void readersThatHaveReturnedAreNotWatched() {
        Blocker.end();

        run.fire(2);
        run.query("slow", String.class);
        run.signal("blockInCondition");
        look(100);

        assertThat(reports).isEmpty();
    }

    private void whileBlocked(Runnable call) {
        actor = new Thread(call, "test-actor");
        actor.setDaemon(true);
        actor.start();
        await().atMost(EngineFixture.PATIENCE).until(Blocker::isBlocking);
        look(20);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            now += watch.period().toNanos();
            watch.look();
        }
    }

    private void assertReportedIn(String method) {
        assertThat(reports).singleElement().satisfies(blocked -> {
            assertThat(blocked.headline()).isEqualTo("Workflow 'workflow-1' (Reading) blocks its thread");
            assertThat(blocked.toException())
                    .hasMessageContaining(
                            ", a query, a validator, an await condition or a promise callback) has kept its thread for");
            assertThat(blocked.stack())
                    .anyMatch(frame -> frame.getClassName().equals(Reading.class.getName())
                            && frame.getMethodName().startsWith(method));
        });
    }

    @Workflow
    static class Reading {

        private final WorkflowContext workflow;
        private boolean blocking;

        Reading(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.newTimer(Duration.ofMinutes(1)).thenApply(fired -> Blocker.block());
            workflow.await(() -> blocking && Blocker.block());
        }

        @SignalMethod
        public void blockInCondition() {
            blocking = true;
        }

        @SignalMethod
        public void blockAtOnce() {
            workflow.await(Blocker::block);
        }

        @QueryMethod
        public String slow() {
            return "blocked " + Blocker.block();
        }

        @UpdateMethod
        public void change() {}

        @UpdateValidatorMethod(updateName = "change")
        public void validate() {
            Blocker.block();
        }
    }

    /** Blocks whoever comes until the test ends, and nobody afterwards. */
    private static final class Blocker {

        private static volatile CountDownLatch latch = new CountDownLatch(1);
        private static volatile Thread blocked;

        static void reset() {
            latch = new CountDownLatch(1);
            blocked = null;
        }

        static void end() {
            latch.countDown();
        }

        static boolean isBlocking() {
            Thread thread = blocked;
            return thread != null && thread.getState() == Thread.State.WAITING;
        }

        static boolean block() {
            blocked = Thread.currentThread();
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }
    }
}
