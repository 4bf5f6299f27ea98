package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.childStarted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.CommandEvent;
import dev.durable.history.RequestCancelExternalWorkflowExecutionInitiated;
import dev.durable.history.RunOptions;
import dev.durable.history.SignalExternalWorkflowExecutionInitiated;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code that now asks for something else of other workflows, and what people are told about it. */
class RelatedCommandMismatchTests {

    private static final UUID OTHER_RUN = UUID.fromString("01900000-0000-7000-8000-0000000000ff");

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .workflow(
                    Part.class,
                    HasChild.class,
                    SignalsOther.class,
                    CancelsOther.class,
                    GoesOn.class,
                    CancelsActivity.class)
            .activity(Work.class);

    @Test
    void anotherTypeOfChildIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("HasChild")
                        .asked(child("Whole", "part-1", "a"))
                        .build()))
                .hasMessageContaining("""
                        at event 2.
                          recorded: StartChildWorkflowExecutionInitiated(Whole 'part-1')
                          replayed: StartChildWorkflowExecutionInitiated(Part 'part-1')
                          because:  workflow type was Whole but is Part
                        """);
    }

    @Test
    void anotherIdOfAChildIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("HasChild")
                        .asked(child("Part", "part-2", "a"))
                        .build()))
                .hasMessageContaining("""
                          recorded: StartChildWorkflowExecutionInitiated(Part 'part-2')
                          replayed: StartChildWorkflowExecutionInitiated(Part 'part-1')
                          because:  workflow id was part-2 but is part-1
                        """);
    }

    @Test
    void otherArgumentsOfAChildAreReportedAndItsRunIsTheRecordedOne() {
        List<String> differences = new ArrayList<>();

        WorkflowInstance instance = fixture.replay(
                HistoryBuilder.started("HasChild")
                        .asked(child("Part", "part-1", "before the change"))
                        .happened(childStarted(2))
                        .build(),
                differences);

        assertThat(differences)
                .singleElement()
                .asString()
                .startsWith("event 2 StartChildWorkflowExecutionInitiated(Part 'part-1') is now")
                .contains("arguments was")
                .contains("before the change");
        assertThat(new JacksonPayloadConverter().fromPayload(instance.query("runId", List.of()), UUID.class))
                .isEqualTo(OTHER_RUN);
    }

    @Test
    void anotherSignalIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("SignalsOther")
                        .asked((id, now) -> new SignalExternalWorkflowExecutionInitiated(
                                id, now, "other-1", null, "stop", List.of(payload("a")), Map.of()))
                        .build()))
                .hasMessageContaining("""
                          recorded: SignalExternalWorkflowExecutionInitiated(stop to 'other-1')
                          replayed: SignalExternalWorkflowExecutionInitiated(go to 'other-1')
                          because:  signal was stop but is go
                        """);
    }

    @Test
    void anotherReceiverOfASignalIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("SignalsOther")
                        .asked((id, now) -> new SignalExternalWorkflowExecutionInitiated(
                                id, now, "other-2", null, "go", List.of(payload("a")), Map.of()))
                        .build()))
                .hasMessageContaining("because:  workflow id was other-2 but is other-1");
    }

    @Test
    void anotherReceiverOfACancellationIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CancelsOther")
                        .asked((id, now) ->
                                new RequestCancelExternalWorkflowExecutionInitiated(id, now, "other-2", null, "enough"))
                        .build()))
                .hasMessageContaining("""
                          recorded: RequestCancelExternalWorkflowExecutionInitiated('other-2')
                          replayed: RequestCancelExternalWorkflowExecutionInitiated('other-1')
                          because:  workflow id was other-2 but is other-1
                        """);
    }

    @Test
    void cancellationOfAnotherActivityIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("CancelsActivity")
                        .scheduled("Work.run", "a")
                        .scheduled("Work.run", "b")
                        .happened(cancelRequested("enough"))
                        .asked((id, now) -> new ActivityTaskCancelRequested(id, now, 3))
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("""
                          recorded: ActivityTaskCancelRequested(activity of event 3)
                          replayed: ActivityTaskCancelRequested(activity of event 2)
                          because:  activity was 3 but is 2
                        """);
    }

    @Test
    void codeThatGoesOnAsANewRunWhereItReturnedIsTold() {
        assertThatThrownBy(() -> fixture.replay(
                        HistoryBuilder.started("GoesOn").workflowCompleted("x").build()))
                .hasMessageContaining("""
                          recorded: WorkflowExecutionCompleted
                          replayed: WorkflowExecutionContinuedAsNew(GoesOn)
                          because:  kind was WorkflowExecutionCompleted but is WorkflowExecutionContinuedAsNew
                        """);
    }

    @Test
    void otherArgumentsOfTheNextRunAreReportedButAllowed() {
        List<String> differences = new ArrayList<>();

        fixture.replay(
                HistoryBuilder.started("GoesOn").asked(continued("before")).build(), differences);

        assertThat(differences)
                .singleElement()
                .asString()
                .startsWith("event 2 WorkflowExecutionContinuedAsNew(GoesOn) is now")
                .contains("arguments was");
    }

    private static BiFunction<Integer, Instant, CommandEvent> child(String type, String id, String input) {
        return (eventId, now) -> new StartChildWorkflowExecutionInitiated(
                eventId,
                now,
                id,
                OTHER_RUN,
                type,
                "default",
                List.of(payload(input)),
                RunOptions.NONE,
                ParentClosePolicy.TERMINATE,
                ChildCancellationType.WAIT_CANCELLATION_COMPLETED,
                WorkflowIdReusePolicy.ALLOW_DUPLICATE,
                Map.of(),
                Map.of(),
                SearchAttributes.EMPTY);
    }

    private static BiFunction<Integer, Instant, CommandEvent> continued(String input) {
        return (eventId, now) -> new WorkflowExecutionContinuedAsNew(
                eventId,
                now,
                OTHER_RUN,
                "GoesOn",
                "default",
                List.of(payload(input)),
                RunOptions.NONE,
                Map.of(),
                Map.of(),
                SearchAttributes.EMPTY);
    }

    private static Payload payload(String value) {
        return new JacksonPayloadConverter().toPayload(value);
    }

    /** The other one; never executed here. */
    @Workflow
    static class Part {

        @WorkflowMethod
        public String run(String input) {
            return input;
        }

        @SignalMethod
        public void go(String where) {}
    }

    /** Has a child. */
    @Workflow
    static class HasChild {

        private final WorkflowContext workflow;
        private UUID runId;

        HasChild(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            ChildWorkflowHandle<Part, String> child =
                    workflow.newChild(Part.class).id("part-1").start(w -> w.run("a"));
            runId = child.runId();
            return child.result().get();
        }

        @QueryMethod
        public UUID runId() {
            return runId;
        }
    }

    /** Signals another. */
    @Workflow
    static class SignalsOther {

        private final WorkflowContext workflow;

        SignalsOther(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.external(Part.class, "other-1").signal(w -> w.go("a"));
        }
    }

    /** Cancels another. */
    @Workflow
    static class CancelsOther {

        private final WorkflowContext workflow;

        CancelsOther(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.external(Part.class, "other-1").cancel("enough");
        }
    }

    /** Has two activities that are canceled with it. */
    @Workflow
    static class CancelsActivity {

        private final WorkflowContext workflow;
        private final Work work;

        CancelsActivity(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            Promise<String> one = workflow.async(() -> work.run("a"));
            Promise<String> other = workflow.async(() -> work.run("b"));
            workflow.allOf(one, other).get();
        }
    }

    /** Goes on as a new run. */
    @Workflow
    static class GoesOn {

        private final WorkflowContext workflow;

        GoesOn(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            throw workflow.continueAsNew(GoesOn.class, GoesOn::run);
        }
    }
}
