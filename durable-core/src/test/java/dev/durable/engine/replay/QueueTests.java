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
import dev.durable.workflow.WorkflowQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues between the threads of a workflow. */
class QueueTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    @Test
    void elementsComeOutInTheirOrderAndTheirTakersAreServedInTheirs() {
        TestRun run = started(2);

        run.signal("take", "first");
        run.signal("take", "second");
        run.evict().signal("put", "a");
        run.signal("put", "b");
        run.signal("put", "c");

        assertThat(log(run)).containsExactly("put a", "first a", "put b", "second b", "put c");
        run.evict().signal("take", "third");
        assertThat(log(run)).last().isEqualTo("third c");
    }

    @Test
    void elementThatFindsNoRoomWaitsForIt() {
        TestRun run = started(1);

        run.signal("put", "a");
        run.signal("put", "b");
        run.signal("put", "c");
        assertThat(log(run)).containsExactly("put a");
        assertThat(run.evict().query("size", Integer.class)).isEqualTo(1);

        run.signal("take", "first");
        run.signal("take", "second");
        run.signal("take", "third");
        run.signal("take", "fourth");

        assertThat(log(run)).containsExactly("put a", "first a", "put b", "second b", "put c", "third c");
        assertThat(run.query("size", Integer.class)).isZero();
    }

    @Test
    void offersAndPollsDoNotWait() {
        TestRun run = started(1);

        run.signal("poll");
        run.signal("offer", "a");
        run.signal("offer", "b");
        run.signal("poll");
        run.signal("take", "taker");
        run.signal("offer", "c");

        assertThat(log(run))
                .containsExactly(
                        "polled null", "offered a: true", "offered b: false", "polled a", "offered c: true", "taker c");
    }

    @Test
    void waitForAnElementEndsWithItsTimeAndLeavesTheLine() {
        TestRun run = started(1);

        assertThat(run.signal("pollFor", 10)).containsExactly("timer PT10S");
        run.signal("take", "patient");
        run.evict().fire(3);
        assertThat(run.signal("put", "a")).isEmpty();

        assertThat(log(run)).containsExactly("polled null", "put a", "patient a");
    }

    @Test
    void waitForAnElementEndsWithTheElement() {
        TestRun run = started(1);

        run.signal("pollFor", 10);

        assertThat(run.signal("put", "a")).containsExactly("cancel timer 3");
        assertThat(log(run)).containsExactly("put a", "polled a");
    }

    @Test
    void waitForRoomEndsWithItsTimeOrWithRoom() {
        TestRun run = started(1);
        run.signal("put", "a");

        assertThat(run.signal("offerFor", "b", 10)).containsExactly("timer PT10S");
        run.fire(4);
        assertThat(run.signal("offerFor", "c", 10)).containsExactly("timer PT10S");
        assertThat(run.evict().signal("take", "first")).containsExactly("cancel timer 7");
        run.signal("take", "second");

        assertThat(log(run)).containsExactly("put a", "offered b: false", "first a", "offered c: true", "second c");
    }

    @Test
    void canceledWaitLeavesTheLineAndTheElementsToOthers() {
        TestRun run = started(1);

        run.signal("takeInScope", "canceled");
        run.signal("take", "patient");
        run.evict().signal("cancelScope");
        run.signal("put", "a");
        run.signal("putInScope", "b");
        run.signal("putInScope", "c");
        run.signal("cancelScope");
        run.signal("put", "d");
        run.signal("take", "first");
        run.signal("take", "second");

        assertThat(log(run))
                .containsExactly(
                        "canceled gave up", "put a", "patient a", "put b", "c gave up", "first b", "put d", "second d");
    }

    @Test
    void elementsCanBeLookedAt() {
        TestRun run = started(2);

        assertThat(run.query("peek", String.class)).isEqualTo("null");
        run.signal("put", "a");
        run.signal("put", "b");

        assertThat(run.query("peek", String.class)).isEqualTo("a");
        assertThat(run.query("size", Integer.class)).isEqualTo(2);
    }

    @Test
    void queriesMayNotTake() {
        TestRun run = started(1);

        assertThatThrownBy(() -> run.query("pollInQuery", String.class))
                .hasMessageContaining("poll was called in a query");
    }

    @Test
    void queueWithoutRoomIsRefused() {
        assertThatThrownBy(() -> started(0)).hasMessageContaining("must be at least 1 but is 0");
    }

    private TestRun started(int capacity) {
        TestRun run = fixture.run(Queues.class);
        run.start(capacity);
        return run;
    }

    @SuppressWarnings("unchecked")
    private static List<String> log(TestRun run) {
        return run.query("log", List.class);
    }

    @Workflow
    static class Queues {

        private final WorkflowContext workflow;
        private final List<String> log = new ArrayList<>();
        private WorkflowQueue<String> queue;
        private CancellationScope scope;

        Queues(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run(int capacity) {
            queue = workflow.newQueue(capacity);
            workflow.await(() -> false);
        }

        @SignalMethod
        public void put(String element) {
            queue.put(element);
            log.add("put " + element);
        }

        @SignalMethod
        public void offer(String element) {
            log.add("offered " + element + ": " + queue.offer(element));
        }

        @SignalMethod
        public void offerFor(String element, int seconds) {
            boolean added = queue.offer(element, Duration.ofSeconds(seconds));
            log.add("offered " + element + ": " + added);
        }

        @SignalMethod
        public void take(String who) {
            log.add(who + " " + queue.take());
        }

        @SignalMethod
        public void takeInScope(String who) {
            inScope(who, () -> take(who));
        }

        @SignalMethod
        public void putInScope(String element) {
            inScope(element, () -> put(element));
        }

        @SignalMethod
        public void cancelScope() {
            scope.cancel();
        }

        private void inScope(String who, Runnable body) {
            scope = workflow.newCancellationScope(body);
            try {
                scope.run();
            } catch (CanceledFailure e) {
                log.add(who + " gave up");
            }
        }

        @SignalMethod
        public void poll() {
            log.add("polled " + queue.poll());
        }

        @SignalMethod
        public void pollFor(int seconds) {
            log.add("polled " + queue.poll(Duration.ofSeconds(seconds)));
        }

        @QueryMethod
        public String peek() {
            return String.valueOf(queue.peek());
        }

        @QueryMethod
        public String pollInQuery() {
            return queue.poll();
        }

        @QueryMethod
        public int size() {
            return queue.size();
        }

        @QueryMethod
        public List<String> log() {
            return log;
        }
    }
}
