package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.history.TimerStarted;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    @Test
    void sleepStartsATimerAndGoesOnWhenItFires() {
        TestRun run = fixture.run(Sleeper.class);

        assertThat(run.start(60L)).containsExactly("timer PT1M");
        assertThat(run.elapse(Duration.ofMinutes(1)).fire(2)).containsExactly("complete \"2030-01-01T00:01:01Z\"");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void sleepOfNothingRecordsNothing(long seconds) {
        assertThat(fixture.run(Sleeper.class).start(seconds)).containsExactly("complete \"2030-01-01T00:00:00Z\"");
    }

    @Test
    void pendingTimersKnowWhenTheyAreDue() {
        TestRun run = fixture.run(TwoTimers.class);
        run.start();

        assertThat(run.instance().pendingTimers())
                .extracting(TimerStarted::dueAt)
                .containsExactly(HistoryBuilder.START.plusSeconds(10), HistoryBuilder.START.plusSeconds(5));
    }

    @Test
    void timersFireInAnyOrder() {
        TestRun run = fixture.run(TwoTimers.class);

        assertThat(run.start()).containsExactly("timer PT10S", "timer PT5S");
        assertThat(run.fire(3)).isEmpty();
        assertThat(run.fire(2)).containsExactly("complete \"short before long\"");
    }

    @Test
    void awaitThatHoldsInTimeCancelsItsTimer() {
        TestRun run = fixture.run(Patient.class);

        assertThat(run.start(60L)).containsExactly("timer PT1M");
        assertThat(run.signal("go")).containsExactly("cancel timer 2", "complete true");
    }

    @Test
    void awaitThatTimesOutTellsSo() {
        TestRun run = fixture.run(Patient.class);
        run.start(60L);

        assertThat(run.fire(2)).containsExactly("complete false");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void awaitWithoutTimeLooksOnce(long seconds) {
        assertThat(fixture.run(Patient.class).start(seconds)).containsExactly("complete false");
    }

    @Test
    void awaitOfWhatHoldsAlreadyRecordsNothing() {
        assertThat(fixture.run(Content.class).start()).containsExactly("complete true");
    }

    @Test
    void conditionThatHoldsWhenTheTimerFiresCounts() {
        TestRun run = fixture.run(AwaitsTime.class);
        run.start();

        assertThat(run.elapse(Duration.ofMinutes(1)).fire(2)).containsExactly("complete true");
    }

    @Test
    void awaitWithoutTimeoutWaitsForTheConditionAlone() {
        TestRun run = fixture.run(WaitsForever.class);

        assertThat(run.start()).isEmpty();
        assertThat(run.signal("nudge")).isEmpty();
        assertThat(run.signal("nudge")).isEmpty();
        assertThat(run.signal("nudge")).containsExactly("complete 3");
    }

    @Test
    void promiseIsAwaitedForAWhile() {
        TestRun run = fixture.run(AwaitsPromise.class);

        assertThat(run.start()).containsExactly("timer PT1M", "timer PT1S");
        assertThat(run.fire(3)).containsExactly("timer PT1H");
        assertThat(run.fire(2)).containsExactly("cancel timer 5", "complete \"false true true\"");
    }

    @Workflow
    static class Sleeper {

        private final WorkflowContext workflow;

        Sleeper(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(long seconds) {
            workflow.sleep(Duration.ofSeconds(seconds));
            return workflow.now().toString();
        }
    }

    @Workflow
    static class TwoTimers {

        private final WorkflowContext workflow;

        TwoTimers(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            Promise<Void> longer = workflow.newTimer(Duration.ofSeconds(10));
            Promise<Void> shorter = workflow.newTimer(Duration.ofSeconds(5));
            workflow.await(() -> longer.isDone() || shorter.isDone());
            String first = shorter.isDone() ? "short before long" : "long before short";
            workflow.allOf(longer, shorter).get();
            return first;
        }
    }

    @Workflow
    static class Patient {

        private final WorkflowContext workflow;
        private boolean go;

        Patient(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public boolean run(long seconds) {
            return workflow.await(Duration.ofSeconds(seconds), () -> go);
        }

        @SignalMethod
        public void go() {
            go = true;
        }
    }

    @Workflow
    static class Content {

        private final WorkflowContext workflow;

        Content(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public boolean run() {
            workflow.await(() -> true);
            return workflow.await(Duration.ofHours(1), () -> true);
        }
    }

    @Workflow
    static class AwaitsTime {

        private final WorkflowContext workflow;

        AwaitsTime(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public boolean run() {
            return workflow.await(
                    Duration.ofMinutes(1),
                    () -> !workflow.now().isBefore(workflow.info().startedAt().plusSeconds(60)));
        }
    }

    @Workflow
    static class WaitsForever {

        private final WorkflowContext workflow;
        private int nudges;

        WaitsForever(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> nudges == 3);
            return nudges;
        }

        @SignalMethod
        public void nudge() {
            nudges++;
        }
    }

    @Workflow
    static class AwaitsPromise {

        private final WorkflowContext workflow;

        AwaitsPromise(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            Promise<Void> promise = workflow.newTimer(Duration.ofMinutes(1));
            boolean soon = promise.await(Duration.ofSeconds(1));
            boolean later = promise.await(Duration.ofHours(1));
            boolean again = promise.await(Duration.ofHours(1));
            return soon + " " + later + " " + again;
        }
    }
}
