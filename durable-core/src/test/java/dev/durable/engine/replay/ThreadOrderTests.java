package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The order in which the threads of a run take turns is part of the contract: histories depend on it. */
class ThreadOrderTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    @Test
    void constructorRunsBeforeMainAndAsyncThreadsStartInTheOrderOfTheirCreation() {
        TestRun run = fixture.run(RoundRobin.class);

        run.start();

        assertThat(trace(run))
                .containsExactly("constructor", "main 1", "a 1", "b 1", "c 1", "main 2", "a 2", "c 2", "main 3");
    }

    @Test
    void commandsOfThreadsFollowTheOrderOfTheThreads() {
        assertThat(fixture.run(ParallelCalls.class).start())
                .containsExactly(
                        "schedule Work.run(\"main\")",
                        "schedule Work.run(\"first\")",
                        "schedule Work.run(\"second\")",
                        "schedule Work.run(\"nested\")");
    }

    @Test
    void signalHandlerRunsBeforeMain() {
        TestRun run = fixture.run(Handlers.class);
        run.start();

        run.signal("quick", "s");

        assertThat(trace(run)).containsExactly("main waits", "quick s", "main goes on");
    }

    @Test
    void blockedHandlersGoOnInTheOrderOfTheirSignalsBeforeMain() {
        TestRun run = fixture.run(Handlers.class);
        run.start();
        run.signal("slow", "1");
        run.signal("slow", "2");

        run.fire(2);

        assertThat(trace(run))
                .containsExactly(
                        "main waits", "slow 1 begins", "slow 2 begins", "slow 1 ends", "slow 2 ends", "main goes on");
    }

    @Test
    void threadCreatedByAHandlerRunsAfterMain() {
        TestRun run = fixture.run(Handlers.class);
        run.start();

        run.signal("fork", "x");

        assertThat(trace(run)).containsExactly("main waits", "fork x", "main goes on", "forked x");
    }

    @Test
    void handlerThatIsStillBlockedDoesNotKeepTheWorkflowOpen() {
        TestRun run = fixture.run(Handlers.class);
        run.start();
        run.signal("stuck");
        run.signal("quick", "q");

        assertThat(run.signal("finish")).containsExactly("complete null");
    }

    @Test
    void nothingRunsAfterTheWorkflowHasReturned() {
        TestRun run = fixture.run(LeavesThreads.class);

        assertThat(run.start()).containsExactly("complete \"done\"");
        assertThat(trace(run)).containsExactly("main");
    }

    @SuppressWarnings("unchecked")
    private static List<String> trace(TestRun run) {
        return run.query("trace", List.class);
    }

    @Workflow
    static class RoundRobin {

        private final WorkflowContext workflow;
        private final List<String> trace = new ArrayList<>();
        private boolean b;
        private boolean c;

        RoundRobin(WorkflowContext workflow) {
            this.workflow = workflow;
            trace.add("constructor");
        }

        @WorkflowMethod
        public void run() {
            trace.add("main 1");
            Promise<Void> first = workflow.async(() -> {
                trace.add("a 1");
                workflow.await(() -> b);
                trace.add("a 2");
            });
            workflow.async(() -> {
                trace.add("b 1");
                b = true;
            });
            Promise<Void> last = workflow.async(() -> {
                trace.add("c 1");
                c = true;
                workflow.await(() -> first.isDone());
                trace.add("c 2");
            });
            workflow.await(() -> c);
            trace.add("main 2");
            last.get();
            trace.add("main 3");
        }

        @QueryMethod
        public List<String> trace() {
            return trace;
        }
    }

    @Workflow
    static class ParallelCalls {

        private final WorkflowContext workflow;
        private final Work work;

        ParallelCalls(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            workflow.async(() -> {
                workflow.async(() -> work.run("nested"));
                return work.run("first");
            });
            workflow.async(() -> work.run("second"));
            work.run("main");
        }
    }

    @Workflow
    static class Handlers {

        private final WorkflowContext workflow;
        private final List<String> trace = new ArrayList<>();
        private Promise<Void> timer;
        private boolean awake;
        private boolean finished;

        Handlers(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            timer = workflow.newTimer(Duration.ofHours(1));
            trace.add("main waits");
            workflow.await(() -> awake || timer.isDone());
            trace.add("main goes on");
            workflow.await(() -> finished);
        }

        @SignalMethod
        public void quick(String name) {
            trace.add("quick " + name);
            awake = true;
        }

        @SignalMethod
        public void slow(String name) {
            trace.add("slow " + name + " begins");
            timer.get();
            trace.add("slow " + name + " ends");
        }

        @SignalMethod
        public void fork(String name) {
            trace.add("fork " + name);
            workflow.async(() -> {
                trace.add("forked " + name);
            });
            awake = true;
        }

        @SignalMethod
        public void stuck() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void finish() {
            finished = true;
        }

        @QueryMethod
        public List<String> trace() {
            return trace;
        }
    }

    @Workflow
    static class LeavesThreads {

        private final WorkflowContext workflow;
        private final List<String> trace = new ArrayList<>();

        LeavesThreads(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            trace.add("main");
            workflow.async(() -> {
                trace.add("never runs");
            });
            return "done";
        }

        @QueryMethod
        public List<String> trace() {
            return trace;
        }
    }
}
