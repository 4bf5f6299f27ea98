package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code that asks for something else than what was recorded, and what people are told about it. */
class CommandMismatchTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .activity(Work.class)
            .workflow(CallThenSleep.class, Swallows.class, SwallowsInHandler.class, CancelsOther.class, Ends.class);

    @Test
    void anotherKindOfCommandIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CallThenSleep")
                        .timer(Duration.ofSeconds(5))
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("""
                        DUR-3001: The workflow code does not replay its history at event 2.
                          recorded: TimerStarted(PT5S)
                          replayed: ActivityTaskScheduled(Work.run)
                          because:  kind was TimerStarted but is ActivityTaskScheduled
                        """)
                .hasMessageContaining(ErrorCode.NON_DETERMINISM.remedy());
    }

    @Test
    void anotherActivityIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CallThenSleep")
                        .scheduled("Work.consume", "x")
                        .build()))
                .hasMessageContaining("""
                          recorded: ActivityTaskScheduled(Work.consume)
                          replayed: ActivityTaskScheduled(Work.run)
                          because:  activity was Work.consume but is Work.run
                        """);
    }

    @Test
    void anotherTimerIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CancelsOther")
                        .timer(Duration.ofSeconds(1))
                        .timer(Duration.ofSeconds(2))
                        .signal("go")
                        .timerCanceled(3)
                        .build()))
                .hasMessageContaining("""
                        at event 5.
                          recorded: TimerCanceled(timer of event 3)
                          replayed: TimerCanceled(timer of event 2)
                          because:  timer was 3 but is 2
                        """);
    }

    @Test
    void missingCommandIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CallThenSleep")
                        .scheduled("Work.run", "a")
                        .scheduled("Work.run", "b")
                        .build()))
                .hasMessageContaining("""
                        at event 3.
                          recorded: ActivityTaskScheduled(Work.run)
                          replayed: no further command in this step
                        """);
    }

    @Test
    void unexpectedCommandIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CallThenSleep")
                        .scheduled("Work.run", "a")
                        .completed(2, "A")
                        .signal("nudge")
                        .build()))
                .hasMessageContaining("""
                        at event 4.
                          recorded: no further command in this step
                          replayed: TimerStarted(PT10S)
                        """);
    }

    @Test
    void codeThatReturnsEarlierIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("Ends")
                        .timer(Duration.ofSeconds(1))
                        .build()))
                .hasMessageContaining("recorded: TimerStarted(PT1S)")
                .hasMessageContaining("replayed: WorkflowExecutionCompleted");
    }

    @Test
    void codeThatFailsWhereItReturnedIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("Ends")
                        .workflowFailed(ApplicationFailure.of("x", "X"))
                        .build()))
                .hasMessageContaining("recorded: WorkflowExecutionFailed")
                .hasMessageContaining("replayed: WorkflowExecutionCompleted");
    }

    @Test
    void exceptionCaughtByTheWorkflowDoesNotHideTheMismatch() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("Swallows")
                        .scheduled("Work.count", 1)
                        .completed(2, 1)
                        .timer(Duration.ofSeconds(1))
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("activity was Work.count but is Work.run");
    }

    @Test
    void exceptionCaughtInAHandlerOrAsyncFunctionDoesNotHideTheMismatch() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("SwallowsInHandler")
                        .signal("go")
                        .scheduled("Work.count", 1)
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("activity was Work.count but is Work.run");
    }

    @Test
    void otherArgumentsAreReportedButAllowed() {
        assertThat(differences(HistoryBuilder.started("CallThenSleep")
                        .scheduled("Work.run", "before the change")
                        .build()))
                .singleElement()
                .asString()
                .contains("event 2 ActivityTaskScheduled(Work.run)")
                .contains("arguments was")
                .contains("before the change");
    }

    @Test
    void otherDurationIsReportedAndTheRecordedOneStaysInForce() {
        List<HistoryEvent> history = HistoryBuilder.started("CallThenSleep")
                .scheduled("Work.run", "a")
                .completed(2, "A")
                .timer(Duration.ofHours(1))
                .build();
        List<String> differences = new ArrayList<>();

        WorkflowInstance instance = fixture.replay(history, differences);

        assertThat(differences)
                .containsExactly(
                        "event 4 TimerStarted(PT1H) is now TimerStarted(PT10S): duration was PT1H but is PT10S");
        assertThat(instance.pendingTimers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.duration()).isEqualTo(Duration.ofHours(1)));
    }

    @Test
    void otherResultIsReportedButAllowed() {
        assertThat(differences(HistoryBuilder.started("Ends")
                        .workflowCompleted("before")
                        .build()))
                .singleElement()
                .asString()
                .contains("result was")
                .contains("before")
                .contains("after");
    }

    @Test
    void eventWithoutACounterpartIsRefused() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CallThenSleep")
                        .scheduled("Work.run", "a")
                        .fired(17)
                        .build()))
                .hasMessageContaining("No timer of event 17 is pending");
    }

    @Test
    void historyWithoutItsStartIsRefused() {
        List<HistoryEvent> history = HistoryBuilder.started("CallThenSleep")
                .scheduled("Work.run", "a")
                .build();

        assertThatThrownBy(() -> fixture.replay(history.subList(1, 2)))
                .hasMessageContaining("does not begin with its start");
        assertThatThrownBy(() -> fixture.replay(List.of())).hasMessageContaining("does not begin with its start");
    }

    @Test
    void unknownWorkflowTypeIsRefused() {
        assertThatThrownBy(
                        () -> fixture.replay(HistoryBuilder.started("Forgotten").build()))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WORKFLOW_TYPE_UNKNOWN))
                .hasMessageContaining("Forgotten");
    }

    private List<String> differences(List<HistoryEvent> history) {
        List<String> differences = new ArrayList<>();
        fixture.replay(history, differences);
        return differences;
    }

    @Workflow
    static class CallThenSleep {

        private final WorkflowContext workflow;
        private final Work work;

        CallThenSleep(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            work.run("a");
            workflow.sleep(Duration.ofSeconds(10));
        }

        @SignalMethod
        public void nudge() {}
    }

    @Workflow
    static class Swallows {

        private final WorkflowContext workflow;
        private final Work work;

        Swallows(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            try {
                work.run("a");
            } catch (RuntimeException e) {
                work.count(1);
            }
            workflow.sleep(Duration.ofSeconds(1));
        }
    }

    @Workflow
    static class SwallowsInHandler {

        private final WorkflowContext workflow;
        private final Work work;

        SwallowsInHandler(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void go() {
            workflow.async(() -> {
                try {
                    work.run("a");
                } catch (Throwable e) {
                    work.count(1);
                }
            });
        }
    }

    @Workflow
    static class CancelsOther {

        private final WorkflowContext workflow;
        private boolean go;

        CancelsOther(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.async(() -> workflow.await(Duration.ofSeconds(2), () -> false));
            workflow.await(Duration.ofSeconds(1), () -> go);
            workflow.await(() -> false);
        }

        @SignalMethod
        public void go() {
            go = true;
        }
    }

    @Workflow
    static class Ends {

        @WorkflowMethod
        public String run() {
            return "after";
        }
    }
}
