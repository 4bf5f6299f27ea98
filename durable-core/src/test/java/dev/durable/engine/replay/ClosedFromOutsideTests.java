package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.cancelRequested;
import static dev.durable.engine.testing.Happenings.paused;
import static dev.durable.engine.testing.Happenings.runTimedOut;
import static dev.durable.engine.testing.Happenings.terminated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.PrefixReplay;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.failure.DurableException;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionPaused;
import dev.durable.history.WorkflowExecutionReset;
import dev.durable.payload.Payload;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Histories of runs that were ended from outside. Where the code could not be had, they may end before the code has made its first step, or
 * before the end that it asks for; all other steps are stored with what they ask for.
 */
class ClosedFromOutsideTests {

    @RegisterExtension
    final ReplayFixture fixture =
            new ReplayFixture().activity(Work.class).workflow(Order.class, Waiter.class, Broken.class, Immediate.class);

    @ParameterizedTest
    @MethodSource("unbegun")
    void commandsOfAFirstStepThatWasNeverMadeAreNoDifference(HistoryBuilder history) {
        assertReplays(history.build());
    }

    static Stream<HistoryBuilder> unbegun() {
        return Stream.of(
                HistoryBuilder.started("Order").happened(runTimedOut()),
                HistoryBuilder.started("Order").happened(terminated("by hand")),
                HistoryBuilder.started("Order")
                        .happened(unheard())
                        .signal("hurry")
                        .happened(cancelRequested("please"))
                        .happened(terminated("by hand")),
                HistoryBuilder.started("Waiter").happened(runTimedOut()),
                HistoryBuilder.started("Immediate").happened(runTimedOut()));
    }

    @Test
    void codeThatCannotMakeItsFirstStepHasNothingToCompare() {
        List<HistoryEvent> history = HistoryBuilder.started("Broken")
                .happened(terminated("is broken"))
                .build();

        assertThatCode(() -> fixture.verify(ReplayFixture.RUN_ID, history)).doesNotThrowAnyException();
        assertThatThrownBy(() -> fixture.replay(history)).isInstanceOf(WorkflowCodeException.class);
    }

    @Test
    void queryLooksAtTheStateAfterTheFirstStep() {
        WorkflowInstance instance = fixture.replay(HistoryBuilder.started("Order")
                .happened(unheard())
                .signal("hurry")
                .happened(runTimedOut())
                .build());

        assertThat(instance.isClosed()).isTrue();
        assertThat(fixture.services().payloads().fromPayload(query(instance, "state"), String.class))
                .isEqualTo("charging");
        assertThat(query(instance, "__waiting_for").data()).contains("The run has closed");
    }

    @Test
    void nothingThatTheFirstStepAsksForIsNew() {
        ReplayedRun replayed = ReplayedRun.of(
                ReplayFixture.RUN_ID,
                HistoryBuilder.started("Order").happened(runTimedOut()).build(),
                fixture.services(),
                difference -> {});

        assertThat(replayed.newCommands()).isEmpty();
        assertThat(replayed.lastEvent().eventId()).isEqualTo(2);
        replayed.instance().destroy();
    }

    /** The pause of a user and a signal that was heard both need code, which has made its first step before. */
    @ParameterizedTest
    @MethodSource("begun")
    void firstStepThatWasMadeIsCompared(HistoryBuilder history) {
        assertDiffers(history.build());
    }

    static Stream<HistoryBuilder> begun() {
        return Stream.of(
                HistoryBuilder.started("Order").signal("hurry").happened(runTimedOut()),
                HistoryBuilder.started("Order").happened(paused()).happened(terminated("by hand")),
                HistoryBuilder.started("Order")
                        .happened(paused())
                        .signal("hurry")
                        .happened(terminated("by hand")),
                HistoryBuilder.started("Order").timer(Duration.ofSeconds(1)).happened(runTimedOut()),
                HistoryBuilder.started("Order").scheduled("Work.count", 1).happened(runTimedOut()),
                HistoryBuilder.started("Order")
                        .scheduled("Work.run", "charge")
                        .timer(Duration.ofSeconds(1))
                        .happened(runTimedOut()),
                HistoryBuilder.started("Waiter")
                        .timer(Duration.ofSeconds(1))
                        .happened(unheard())
                        .signal("go")
                        .happened(runTimedOut()));
    }

    @Test
    void laterStepsAreStoredWithWhatTheyAskFor() {
        assertReplays(HistoryBuilder.started("Order")
                .scheduled("Work.run", "charge")
                .completed(2, "charged")
                .timer(Duration.ofSeconds(10))
                .happened(runTimedOut())
                .build());
        assertDiffers(HistoryBuilder.started("Order")
                .scheduled("Work.run", "charge")
                .completed(2, "charged")
                .happened(runTimedOut())
                .build());
        assertDiffers(HistoryBuilder.started("Order")
                .scheduled("Work.run", "charge")
                .completed(2, "charged")
                .happened(unheard())
                .signal("hurry")
                .happened(runTimedOut())
                .build());
    }

    @Test
    void codeMustNotEndBeforeTheRunWasEnded() {
        assertDiffers(HistoryBuilder.started("Waiter")
                .signal("go")
                .happened(terminated("by hand"))
                .build());
    }

    /** A run goes back to where its code had ended, after which a signal had come too late, and is ended before it has gone on from there. */
    @ParameterizedTest
    @MethodSource("endedUnrecorded")
    void endThatARunWasResetToAndNeverCameToIsNoDifference(HistoryBuilder history) {
        assertReplays(history.build());
    }

    static Stream<HistoryBuilder> endedUnrecorded() {
        return Stream.of(
                resetToItsEnd().happened(terminated("by hand")),
                resetToItsEnd().happened(reset(4)).happened(runTimedOut()),
                resetToItsEnd().happened(unheard()).signal("go").happened(runTimedOut()),
                HistoryBuilder.started("Immediate")
                        .happened(cancelRequested("too late"))
                        .happened(reset(2))
                        .happened(terminated("by hand")),
                HistoryBuilder.started("Waiter")
                        .happened(cancelRequested("in time"))
                        .signal("go")
                        .happened(reset(3))
                        .happened(terminated("by hand")));
    }

    private static HistoryBuilder resetToItsEnd() {
        return HistoryBuilder.started("Waiter").signal("go").signal("go").happened(reset(3));
    }

    @Test
    void runThatHasGoneOnAfterItsResetIsCompared() {
        assertDiffers(
                resetToItsEnd().signal("go").happened(terminated("by hand")).build());
        assertDiffers(resetToItsEnd()
                .happened(paused())
                .signal("go")
                .happened(terminated("by hand"))
                .build());
        assertDiffers(HistoryBuilder.started("Order")
                .signal("hurry")
                .happened(reset(2))
                .happened(terminated("by hand"))
                .build());
    }

    private void assertReplays(List<HistoryEvent> history) {
        List<String> differences = new ArrayList<>();
        fixture.replay(history, differences);
        assertThat(differences).isEmpty();
        fixture.verify(ReplayFixture.RUN_ID, history);
        try (PrefixReplay replay = PrefixReplay.with(fixture.services().definitions())) {
            for (int seed = 0; seed < 20; seed++) {
                replay.verifySample(ReplayFixture.RUN_ID, history, new Random(seed));
            }
        }
    }

    private void assertDiffers(List<HistoryEvent> history) {
        assertThatThrownBy(() -> fixture.replay(history)).isInstanceOf(NonDeterminismException.class);
        assertThatThrownBy(() -> fixture.verify(ReplayFixture.RUN_ID, history))
                .isInstanceOf(DurableException.class)
                .hasMessageContaining("DUR-2095");
    }

    private static Payload query(WorkflowInstance instance, String name) {
        return instance.query(name, List.of());
    }

    /** What the engine records before messages that a run has got and its code has not. */
    private static InboundEvent unheard() {
        return new WorkflowExecutionPaused(0, HistoryBuilder.START, WorkflowExecutionPaused.CAME_TOO_LATE);
    }

    private static InboundEvent reset(int baseEventId) {
        UUID base = UUID.fromString("01900000-0000-7000-8000-000000000002");
        return new WorkflowExecutionReset(0, HistoryBuilder.START, base, baseEventId, ReplayFixture.RUN_ID, "");
    }

    @Workflow
    static class Order {

        private final WorkflowContext workflow;
        private final Work work;
        private String state = "new";

        Order(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public void run() {
            state = "charging";
            work.run("charge");
            state = "resting";
            workflow.sleep(Duration.ofSeconds(10));
        }

        @SignalMethod
        public void hurry() {
            state = "hurried";
        }

        @QueryMethod
        public String state() {
            return state;
        }
    }

    @Workflow
    static class Waiter {

        private final WorkflowContext workflow;
        private boolean told;

        Waiter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> told);
        }

        @SignalMethod
        public void go() {
            told = true;
        }
    }

    @Workflow
    static class Broken {

        @WorkflowMethod
        public void run() {
            throw new IllegalStateException("a bug");
        }
    }

    @Workflow
    static class Immediate {

        @WorkflowMethod
        public void run() {}
    }
}
