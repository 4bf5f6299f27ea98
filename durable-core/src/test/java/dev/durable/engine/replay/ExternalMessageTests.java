package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.externalCancelRefused;
import static dev.durable.engine.testing.Happenings.externalCancelRequested;
import static dev.durable.engine.testing.Happenings.externalSignalRefused;
import static dev.durable.engine.testing.Happenings.externalSignaled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.ExternalWorkflow;
import dev.durable.workflow.WorkflowContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signals and cancellations that a workflow sends to others. */
class ExternalMessageTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().workflow(Other.class);

    @Test
    void signalBlocksUntilItIsAccepted() {
        TestRun run = fixture.run(Signals.class);

        assertThat(run.start(false)).containsExactly("signal external other-1 add({\"a\":1}, [2])");
        assertThat(run.happen(externalSignaled(2))).containsExactly("complete \"accepted\"");
    }

    @Test
    void signalByNameIsTheSame() {
        TestRun run = fixture.run(Signals.class);

        assertThat(run.start(true)).containsExactly("signal external other-1 add({\"a\":1}, [2])");
        assertThat(run.happen(externalSignaled(2))).containsExactly("complete \"accepted\"");
    }

    @Test
    void signalToAWorkflowThatIsNotOpenFails() {
        TestRun run = fixture.run(Signals.class);
        run.start(false);

        assertThat(run.happen(externalSignalRefused(2)))
                .containsExactly("complete \"other-1: The signal could not be delivered: workflow 'other-1' is not open"
                        + " at send\"");
    }

    @Test
    void answersAreExpectedOnce() {
        TestRun run = fixture.run(SignalsAndWaits.class);
        run.start();

        assertThat(run.instance().isExpected(externalSignaled(2))).isTrue();
        assertThat(run.instance().isExpected(externalSignalRefused(3))).isFalse();
        run.happen(externalSignaled(2));
        assertThat(run.instance().isExpected(externalSignaled(2))).isFalse();
        assertThat(run.instance().isExpected(externalSignalRefused(2))).isFalse();
    }

    @Test
    void cancellationBlocksUntilItIsAccepted() {
        TestRun run = fixture.run(Cancels.class);

        assertThat(run.start()).containsExactly("cancel external other-1");
        assertThat(run.happen(externalCancelRequested(2))).containsExactly("complete \"accepted\"");
    }

    @Test
    void cancellationOfAWorkflowThatIsNotOpenFails() {
        TestRun run = fixture.run(Cancels.class);
        run.start();

        assertThat(run.happen(externalCancelRefused(2)))
                .containsExactly(
                        "complete \"The cancellation could not be delivered: workflow 'other-1' is not open\"");
    }

    @Test
    void inACanceledScopeNothingIsSignaledButOthersMayBeCanceled() {
        TestRun run = fixture.run(SendsTooLate.class);
        run.start();

        assertThat(run.happen(cancelRequested("enough"))).containsExactly("cancel external other-1");
        assertThat(run.happen(externalCancelRequested(3))).containsExactly("complete \"not signaled, but canceled\"");
    }

    @Test
    void cancellationDoesNotDisturbASignalThatIsOnItsWay() {
        TestRun run = fixture.run(Signals.class);
        run.start(false);

        assertThat(run.happen(cancelRequested("enough"))).isEmpty();
        assertThat(run.happen(externalSignaled(2))).containsExactly("complete \"accepted\"");
    }

    /** The other one; never executed here. */
    @Workflow
    static class Other {

        @WorkflowMethod
        public void run() {}

        @SignalMethod
        public void add(Map<String, Integer> counts, List<Integer> more) {}
    }

    /** Sends a signal, in one way or another. */
    @Workflow
    static class Signals {

        private final WorkflowContext workflow;

        Signals(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(boolean byName) {
            try {
                send(byName);
                return "accepted";
            } catch (ExternalWorkflowFailure e) {
                return e.workflowId() + ": " + e.getMessage() + " at "
                        + Arrays.stream(e.getStackTrace())
                                .filter(frame -> frame.getClassName().endsWith("Signals"))
                                .map(StackTraceElement::getMethodName)
                                .findFirst()
                                .orElse("nowhere");
            }
        }

        private void send(boolean byName) {
            ExternalWorkflow<Other> other = workflow.external(Other.class, "other-1");
            if (byName) {
                other.signal("add", Map.of("a", 1), List.of(2));
            } else {
                other.signal(w -> w.add(Map.of("a", 1), List.of(2)));
            }
        }
    }

    /** Sends a signal and waits for ever. */
    @Workflow
    static class SignalsAndWaits {

        private final WorkflowContext workflow;

        SignalsAndWaits(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.external(Other.class, "other-1").signal(w -> w.add(Map.of(), List.of()));
            workflow.await(() -> false);
        }
    }

    /** Asks the other to give up. */
    @Workflow
    static class Cancels {

        private final WorkflowContext workflow;

        Cancels(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            try {
                workflow.external(Other.class, "other-1").cancel("enough");
                return "accepted";
            } catch (ExternalWorkflowFailure e) {
                return e.getMessage();
            }
        }
    }

    /** Sends messages when it is canceled. */
    @Workflow
    static class SendsTooLate {

        private final WorkflowContext workflow;

        SendsTooLate(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.await(() -> workflow.currentCancellationScope().isCancelRequested());
            ExternalWorkflow<Other> other = workflow.external(Other.class, "other-1");
            String signaled = "signaled";
            try {
                other.signal(w -> w.add(Map.of(), List.of()));
            } catch (CanceledFailure e) {
                signaled = "not signaled";
            }
            other.cancel("enough");
            return signaled + ", but canceled";
        }
    }
}
