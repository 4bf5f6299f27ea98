package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.EventText;
import dev.durable.history.TimerStarted;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers and waits with a time limit. */
public interface TimerScenarios extends EngineScenarios {

    @Test
    default void timerFiresWhenItsTimeHasCome() {
        TestEngine engine = engines().engine().workflow(Alarm.class).start();
        WorkflowHandle<String> handle = start(engine, Duration.ofMinutes(30));

        assertThat(handle.describe().pendingTimers()).hasSize(1);
        engines().time().skip(Duration.ofMinutes(29));
        assertThat(handle.describe().pendingTimers()).hasSize(1);
        engines().time().skip(Duration.ofMinutes(2));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("rang");
        assertThat(handle.describe().pendingTimers()).isEmpty();
    }

    @Test
    default void timerOutlivesARestartAndKeepsItsDueTime() {
        TestEngine first = engines().engine().workflow(Alarm.class).start();
        WorkflowHandle<String> handle = start(first, Duration.ofMinutes(30));
        first.stop();
        engines().time().skip(Duration.ofMinutes(20));

        engines().engine().workflow(Alarm.class).start();
        engines().time().skip(Duration.ofMinutes(11));
        engines().untilInFastTime(() -> handle.describe().summary().status().isClosed());

        TimerStarted timer = (TimerStarted) handle.history().get(1);
        assertThat(handle.history().get(2).time())
                .isBetween(timer.dueAt(), timer.dueAt().plus(Duration.ofMinutes(9)));
    }

    @Test
    default void timerThatBecameDueWhileNothingRanFiresAtTheStart() {
        TestEngine first =
                engines().engine().workflow(Alarm.class).nodeName("node").start();
        WorkflowHandle<String> handle = start(first, Duration.ofMinutes(30));
        first.crash();
        engines().time().skip(Duration.ofHours(2));

        TestEngine next =
                engines().engine().workflow(Alarm.class).nodeName("node").start();

        assertThat(next.workflow(handle.workflowId()).result(String.class, EngineFixture.PATIENCE))
                .isEqualTo("rang");
    }

    @Test
    default void timersFireInTheOrderOfTheirDueTimesWithEvictionsBetween() {
        TestEngine engine = engines().engine().workflow(ManyAlarms.class).start();
        engine.client().newWorkflow(ManyAlarms.class).id("alarms").startVoid(ManyAlarms::run);

        for (int i = 1; i <= 5; i++) {
            engines().time().skip(Duration.ofHours(1));
            int rung = i;
            engines()
                    .until(() -> engine.workflow(ManyAlarms.class, "alarms")
                                    .query(ManyAlarms::rung)
                                    .size()
                            == rung);
            engine.engine().evictIdleRuns();
        }

        assertThat(engine.workflow(ManyAlarms.class, "alarms").query(ManyAlarms::rung))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    default void awaitEndsWithTheSignalAndItsTimerNeverFires() {
        TestEngine engine = engines().engine().workflow(Window.class).start();
        WorkflowHandle<Boolean> handle =
                engine.client().newWorkflow(Window.class).id("window").start(Window::run);

        engine.workflow(Window.class, "window").signal(Window::close);
        assertThat(handle.result(EngineFixture.PATIENCE)).isTrue();
        engines().time().skip(Duration.ofHours(2));

        assertThat(EventText.of(handle.history()))
                .containsExactly("started()", "timer PT1H", "signal close()", "cancel timer 2", "complete true");
    }

    @Test
    default void awaitEndsWithItsTime() {
        TestEngine engine = engines().engine().workflow(Window.class).start();
        WorkflowHandle<Boolean> handle =
                engine.client().newWorkflow(Window.class).id("window").start(Window::run);

        engines().time().skip(Duration.ofHours(1));

        assertThat(handle.result(EngineFixture.PATIENCE)).isFalse();
        assertThat(EventText.of(handle.history()))
                .containsExactly("started()", "timer PT1H", "fired 2", "complete false");
    }

    @Test
    default void describedTimersTellWhenTheyAreDueSoonestFirst() {
        TestEngine engine = engines().engine().workflow(ManyAlarms.class).start();
        engine.client().newWorkflow(ManyAlarms.class).id("alarms").startVoid(ManyAlarms::run);

        assertThat(engine.workflow("alarms").describe().pendingTimers())
                .hasSize(5)
                .isSortedAccordingTo((one, other) -> one.dueAt().compareTo(other.dueAt()))
                .first()
                .satisfies(timer -> assertThat(timer.startedEventId()).isEqualTo(6));
    }

    private static WorkflowHandle<String> start(TestEngine engine, Duration delay) {
        return engine.client().newWorkflow(Alarm.class).id("alarm").start(w -> w.ring(delay.toSeconds()));
    }

    @Workflow
    class Alarm {

        private final WorkflowContext workflow;

        Alarm(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String ring(long seconds) {
            workflow.sleep(Duration.ofSeconds(seconds));
            return "rang";
        }
    }

    @Workflow
    class ManyAlarms {

        private final WorkflowContext workflow;
        private final List<Integer> rung = new ArrayList<>();

        ManyAlarms(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            List<Promise<?>> alarms = new ArrayList<>();
            for (int i = 5; i >= 1; i--) {
                int hours = i;
                alarms.add(workflow.newTimer(Duration.ofHours(hours)).thenApply(fired -> rung.add(hours)));
            }
            workflow.allOf(alarms).get();
        }

        @QueryMethod
        public List<Integer> rung() {
            return rung;
        }
    }

    @Workflow
    class Window {

        private final WorkflowContext workflow;
        private boolean closed;

        Window(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public boolean run() {
            return workflow.await(Duration.ofHours(1), () -> closed);
        }

        @SignalMethod
        public void close() {
            closed = true;
        }
    }
}
