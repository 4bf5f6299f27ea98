package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Locks and semaphores of a workflow. */
class LockTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void lockIsHeldAcrossBlockingCallsAndGoesToWhoWaitsLongest() {
        TestRun run = started(Locks.class);

        assertThat(run.signal("work", "a")).containsExactly("schedule Work.run(\"a\")");
        assertThat(run.signal("work", "b")).isEmpty();
        assertThat(run.signal("work", "c")).isEmpty();
        assertThat(run.evict().complete(3, "")).containsExactly("schedule Work.run(\"b\")");
        assertThat(run.complete(7, "")).containsExactly("schedule Work.run(\"c\")");
        run.complete(9, "");

        assertThat(log(run)).containsExactly("a", "b", "c");
        assertThat(run.query("locked", Boolean.class)).isFalse();
    }

    @Test
    void whoDoesNotWantToWaitIsTold() {
        TestRun run = started(Locks.class);
        run.signal("work", "a");

        run.signal("tryLock");
        assertThat(run.signal("tryLockFor", 5)).containsExactly("timer PT5S");
        run.evict().fire(6);
        assertThat(run.signal("tryLockFor", 5)).containsExactly("timer PT5S");
        assertThat(run.complete(3, "")).containsExactly("cancel timer 9");
        run.signal("tryLock");

        assertThat(log(run)).containsExactly("false", "false", "a", "true", "false");
    }

    @Test
    void anyThreadMayUnlockButOnlyWhatIsLocked() {
        TestRun run = started(Locks.class);

        run.signal("tryLock");
        run.signal("unlock");
        assertThat(run.query("locked", Boolean.class)).isFalse();

        assertThatThrownBy(() -> run.signal("unlock")).hasMessageContaining("The lock is not locked");
    }

    @Test
    void permitsAreGivenInTheOrderOfTheRequests() {
        TestRun run = started(Permits.class);

        run.signal("acquire", "a", 2);
        run.signal("acquire", "b", 3);
        run.signal("acquire", "c", 1);
        assertThat(log(run)).containsExactly("a");

        run.evict().signal("release", 1);
        assertThat(log(run)).as("c must not overtake b").containsExactly("a");
        run.signal("release", 1);
        run.signal("release", 3);

        assertThat(log(run)).containsExactly("a", "b", "c");
        assertThat(run.query("available", Integer.class)).isEqualTo(2);
    }

    @Test
    void whoGivesUpWaitingLetsTheOthersPass() {
        TestRun run = started(Permits.class);

        assertThat(run.signal("acquireFor", "big", 9, 5)).containsExactly("timer PT5S");
        run.signal("acquire", "small", 1);
        run.signal("tryAcquire", "small, too", 1);
        run.evict().fire(3);

        assertThat(log(run)).containsExactly("no small, too", "no big", "small");
        run.signal("tryAcquire", "last", 2);
        assertThat(log(run)).endsWith("last");
    }

    @Test
    void canceledRequestLetsTheOthersPass() {
        TestRun run = started(Permits.class);

        run.signal("acquireInScope", "big", 9);
        run.signal("acquire", "small", 1);
        assertThat(log(run)).isEmpty();
        run.evict().signal("cancelScope");

        assertThat(log(run)).containsExactly("no big", "small");
        assertThat(run.query("available", Integer.class)).isEqualTo(2);
    }

    @Test
    void impossiblePermitsAreRefused() {
        assertThatThrownBy(() -> started(Permits.class).signal("acquire", "a", 0))
                .hasMessageContaining("must be at least 1");
        assertThatThrownBy(() -> started(Permits.class).signal("release", -1))
                .hasMessageContaining("must be at least 1");
    }

    private TestRun started(Class<?> type) {
        TestRun run = fixture.run(type);
        run.start();
        return run;
    }

    @SuppressWarnings("unchecked")
    private static List<String> log(TestRun run) {
        return run.query("log", List.class);
    }

    @Workflow
    static class Locks {

        private final WorkflowContext workflow;
        private final Work work;
        private final WorkflowLock lock;
        private final List<String> log = new ArrayList<>();

        Locks(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
            this.lock = workflow.newLock();
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void work(String name) {
            lock.lock();
            try {
                work.run(name);
                log.add(name);
            } finally {
                lock.unlock();
            }
        }

        @SignalMethod
        public void tryLock() {
            log.add(String.valueOf(lock.tryLock()));
        }

        @SignalMethod
        public void tryLockFor(int seconds) {
            log.add(String.valueOf(lock.tryLock(Duration.ofSeconds(seconds))));
        }

        @SignalMethod
        public void unlock() {
            lock.unlock();
        }

        @QueryMethod
        public boolean locked() {
            return lock.isLocked();
        }

        @QueryMethod
        public List<String> log() {
            return log;
        }
    }

    @Workflow
    static class Permits {

        private final WorkflowContext workflow;
        private final WorkflowSemaphore permits;
        private CancellationScope scope;
        private final List<String> log = new ArrayList<>();

        Permits(WorkflowContext workflow) {
            this.workflow = workflow;
            this.permits = workflow.newSemaphore(3);
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void acquire(String name, int count) {
            permits.acquire(count);
            log.add(name);
        }

        @SignalMethod
        public void acquireFor(String name, int count, int seconds) {
            log.add((permits.tryAcquire(count, Duration.ofSeconds(seconds)) ? "" : "no ") + name);
        }

        @SignalMethod
        public void acquireInScope(String name, int count) {
            scope = workflow.newCancellationScope(() -> acquire(name, count));
            try {
                scope.run();
            } catch (CanceledFailure e) {
                log.add("no " + name);
            }
        }

        @SignalMethod
        public void cancelScope() {
            scope.cancel();
        }

        @SignalMethod
        public void tryAcquire(String name, int count) {
            log.add((permits.tryAcquire(count) ? "" : "no ") + name);
        }

        @SignalMethod
        public void release(int count) {
            permits.release(count);
        }

        @QueryMethod
        public int available() {
            return permits.availablePermits();
        }

        @QueryMethod
        public List<String> log() {
            return log;
        }
    }
}
