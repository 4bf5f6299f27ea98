package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.durable.activity.LocalActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Local activities as the code sees them: no commands, results by the order of calls. */
class LocalActivityTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .activity(Work.class)
            .workflow(Chain.class, Parallel.class, Careful.class, OtherActivity.class, NoLocal.class, Hurried.class);

    @Test
    void callsLeaveNoCommands() {
        TestRun run = fixture.run(Chain.class);

        assertThat(run.start("a")).isEmpty();
        assertThat(run.localCompleted(1, "Work.run", "b")).isEmpty();
        assertThat(run.localCompleted(2, "Work.run", "c")).containsExactly("schedule Work.run(\"c\")");
        assertThat(run.complete(4, "d")).containsExactly("complete \"d\"");
    }

    @Test
    void callsAreHandedOutOnceWithTheirOptions() {
        TestRun run = fixture.run(Chain.class);
        run.start("a");

        assertThat(run.instance().takeLocalActivityCalls()).singleElement().satisfies(call -> {
            assertThat(call.localActivityId()).isEqualTo(1);
            assertThat(call.activityType()).isEqualTo("Work.run");
            assertThat(call.calledAt()).isEqualTo(HistoryBuilder.START);
            assertThat(call.timeouts().startToClose()).isEqualTo(Duration.ofSeconds(3));
            assertThat(call.timeouts().heartbeat()).isNull();
            assertThat(call.retryPolicy().maximumAttempts()).isEqualTo(4);
        });
        assertThat(run.instance().takeLocalActivityCalls()).isEmpty();
    }

    @Test
    void codeThatComesBackCallsAgainWhatHasNoResult() {
        TestRun run = fixture.run(Chain.class);
        run.start("a");
        run.localCompleted(1, "Work.run", "b");

        run.evict();

        assertThat(run.instance().takeLocalActivityCalls())
                .extracting(LocalActivityCall::localActivityId)
                .containsExactly(2);
    }

    @Test
    void callsOfSeveralThreadsAreNumberedInTheirOrder() {
        TestRun run = fixture.run(Parallel.class);
        run.start();
        assertThat(run.instance().takeLocalActivityCalls())
                .extracting(LocalActivityCall::activityType)
                .containsExactly("Work.run", "Work.count");

        run.localCompleted(2, "Work.count", 7);
        run.evict();

        assertThat(run.localCompleted(1, "Work.run", "x")).containsExactly("complete \"x7\"");
    }

    @Test
    void failureReachesTheCaller() {
        TestRun run = fixture.run(Careful.class);
        run.start();

        run.localFailed(1, "Work.run", ApplicationFailure.of("no", "Refused"));

        assertThatObject(run.query("seen", List.class))
                .asInstanceOf(LIST)
                .singleElement()
                .asString()
                .contains("Local activity Work.run failed in attempt 1", "Refused");
    }

    @Test
    void callOfACanceledScopeFailsAtOnceAndItsOutcomeIsForgotten() {
        TestRun run = fixture.run(Hurried.class);
        run.start();

        assertThat(run.signal("hurry")).containsExactly("complete \"CANCEL_REQUESTED, then canceled\"");
        assertThat(run.instance().isExpected(HistoryBuilder.localCompletion(1, "Work.run", "x")))
                .isFalse();
        assertThat(run.instance().takeLocalActivityCalls()).isEmpty();
    }

    @Test
    void outcomeThatNobodyWaitsForIsNotExpected() {
        TestRun run = fixture.run(Chain.class);
        run.start("a");

        WorkflowInstance instance = run.instance();

        assertThat(instance.isExpected(HistoryBuilder.localCompletion(1, "Work.run", "x")))
                .isTrue();
        assertThat(instance.isExpected(HistoryBuilder.localCompletion(2, "Work.run", "x")))
                .isFalse();
        assertThat(instance.isExpected(HistoryBuilder.localCompletion(1, "Work.count", 5)))
                .isFalse();
    }

    @Test
    void callOfAnotherActivityIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("OtherActivity", "a")
                        .localCompleted(1, "Work.run", "b")
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("""
                          recorded: LocalActivityTaskCompleted(local activity 1, Work.run)
                          replayed: local activity 1, Work.count
                        """);
    }

    @Test
    void callThatIsGoneIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("NoLocal", "a")
                        .localCompleted(1, "Work.run", "b")
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("no call of a local activity that waits for it");
    }

    @Workflow
    static class Chain {

        private final WorkflowContext workflow;
        private final Work remote;

        Chain(WorkflowContext workflow, Work remote) {
            this.workflow = workflow;
            this.remote = remote;
        }

        @WorkflowMethod
        public String run(String input) {
            Work local = workflow.localActivity(
                    Work.class,
                    LocalActivityOptions.NONE
                            .withStartToCloseTimeout(Duration.ofSeconds(3))
                            .withRetry(RetryOptions.maximumAttempts(4)));
            return remote.run(local.run(local.run(input)));
        }
    }

    @Workflow
    static class Parallel {

        private final WorkflowContext workflow;

        Parallel(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            Work local = workflow.localActivity(Work.class);
            Promise<String> text = workflow.async(() -> local.run("a"));
            Promise<Integer> number = workflow.async(() -> local.count(1));
            return text.get() + number.get();
        }
    }

    @Workflow
    static class Careful {

        private final WorkflowContext workflow;
        private final List<String> seen = new ArrayList<>();
        private boolean done;

        Careful(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.localActivity(Work.class).run("a");
            } catch (ActivityFailure e) {
                seen.add(e.getMessage() + " " + ((ApplicationFailure) e.getCause()).type());
            }
            workflow.await(() -> done);
        }

        @SignalMethod
        public void finish() {
            done = true;
        }

        @QueryMethod
        public List<String> seen() {
            return seen;
        }
    }

    @Workflow
    static class OtherActivity {

        private final WorkflowContext workflow;

        OtherActivity(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run(String input) {
            return workflow.localActivity(Work.class).count(1);
        }
    }

    @Workflow
    static class NoLocal {

        private final WorkflowContext workflow;

        NoLocal(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run(String input) {
            workflow.await(() -> false);
        }
    }

    @Workflow
    static class Hurried {

        private final WorkflowContext workflow;
        private final CancellationScope scope;
        private String seen = "";

        Hurried(WorkflowContext workflow) {
            this.workflow = workflow;
            this.scope = workflow.newCancellationScope(this::call);
        }

        @WorkflowMethod
        public String run() {
            scope.run();
            return seen;
        }

        private void call() {
            Work work = workflow.localActivity(Work.class);
            try {
                work.run("a");
            } catch (ActivityFailure e) {
                seen = e.retryState().name();
            }
            try {
                work.run("b");
            } catch (CanceledFailure e) {
                seen += ", then canceled";
            }
        }

        @SignalMethod
        public void hurry() {
            scope.cancel("enough");
        }
    }
}
