package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values that workflow code evaluates itself: recorded once, and never evaluated in replay. */
class SideEffectTests {

    private static final AtomicInteger EVALUATIONS = new AtomicInteger();

    @RegisterExtension
    final ReplayFixture fixture =
            new ReplayFixture().activity(Work.class).workflow(ReadsOnce.class, Watches.class, Values.class);

    @BeforeEach
    void resetCounter() {
        EVALUATIONS.set(0);
    }

    @Test
    void valueIsRecordedAndReplayTakesItWithoutEvaluating() {
        TestRun run = fixture.run(ReadsOnce.class);

        assertThat(run.start()).containsExactly("side effect 7", "schedule Work.run(\"7\")");
        assertThat(run.evict().complete(3, "8")).containsExactly("side effect 8", "complete 15");

        assertThat(EVALUATIONS).hasValue(2);
    }

    @Test
    void recordedValueCountsWhateverTheBodyWouldGive() {
        WorkflowInstance instance = fixture.replay(HistoryBuilder.started("ReadsOnce")
                .version("removed since", 1)
                .sideEffect(42)
                .scheduled("Work.run", "42")
                .build());

        assertThat(instance.pendingActivities()).hasSize(1);
        assertThat(EVALUATIONS).hasValue(0);
    }

    @Test
    void valuesMayBeNullOrOfGenericTypes() {
        TestRun run = fixture.run(Values.class);

        assertThat(run.start()).containsExactly("side effect null", "side effect [\"PT1S\",\"PT1M\"]");

        assertThat(run.query("seen", String.class)).isEqualTo("null and 61");
        assertThat(run.evict().query("seen", String.class)).isEqualTo("null and 61");
    }

    @Test
    void bodyThatThrowsFailsTheStepWhateverTheCodeMakesOfIt() {
        TestRun run = fixture.run(FailsInBody.class);

        assertThatThrownBy(run::start)
                .isInstanceOf(WorkflowCodeException.class)
                .hasMessageContaining("DUR-3002: A side effect of FailsInBody threw")
                .hasMessageContaining("not today");
    }

    @Test
    void bodyThatAsksTheEngineForSomethingFailsTheStep() {
        assertThatThrownBy(() -> fixture.run(AsksInBody.class).start())
                .hasMessageContaining("A side effect of AsksInBody threw")
                .hasMessageContaining("DUR-3003: newTimer was called in")
                .hasMessageContaining("or a side effect of workflow");
    }

    @Test
    void addedSideEffectIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("ReadsOnce")
                        .scheduled("Work.run", "7")
                        .build()))
                .isInstanceOf(NonDeterminismException.class)
                .hasMessageContaining("recorded: ActivityTaskScheduled(Work.run)")
                .hasMessageContaining("replayed: MarkerRecorded(side effect)");
    }

    @Test
    void removedSideEffectIsTold() {
        assertThatThrownBy(() -> fixture.replay(
                        HistoryBuilder.started("Watches").sideEffect(1).build()))
                .hasMessageContaining("recorded: MarkerRecorded(side effect)")
                .hasMessageContaining("replayed: no further command in this step");
    }

    @Test
    void mutableOneIsRecordedWhenItChangesAndTellsWhichCallItWas() {
        TestRun run = fixture.run(Watches.class);
        run.start();

        assertThat(run.signal("look", 7, 2)).containsExactly("side effect setting 0: 7");
        assertThat(run.signal("look", 8, 1)).isEmpty();
        assertThat(run.signal("look", 10, 2)).containsExactly("side effect setting 3: 10");

        assertThatObject(run.query("seen", List.class)).isEqualTo(List.of(7, 7, 7, 10, 10));
        assertThatObject(run.evict().query("seen", List.class)).isEqualTo(List.of(7, 7, 7, 10, 10));
        assertThat(run.signal("look", 11, 1)).isEmpty();
    }

    @Test
    void replayTakesTheNewValueAtTheCallThatRecordedItEvenInOneStep() {
        WorkflowInstance instance = fixture.replay(HistoryBuilder.started("Watches")
                .signal("look", 0, 5)
                .mutableSideEffect("setting", 0, 1)
                .mutableSideEffect("setting", 2, 5)
                .mutableSideEffect("setting", 3, 9)
                .build());

        assertThat(instance.query("seen", List.of()).data()).isEqualTo("[1,1,5,9,9]");
        assertThat(EVALUATIONS).hasValue(0);
    }

    @Test
    void mutableOneWhoseValueIsNotRecordedIsTold() {
        assertThatThrownBy(() -> fixture.replay(
                        HistoryBuilder.started("Watches").signal("look", 0, 1).build()))
                .hasMessageContaining("recorded: no further command in this step")
                .hasMessageContaining("replayed: MarkerRecorded(mutable side effect setting after 0 calls)");
    }

    @Test
    void mutableOneThatIsCalledLessOftenThanRecordedIsTold() {
        assertThatThrownBy(() -> fixture.replay(HistoryBuilder.started("Watches")
                        .signal("look", 0, 2)
                        .mutableSideEffect("setting", 0, 1)
                        .mutableSideEffect("setting", 2, 5)
                        .build()))
                .hasMessageContaining("recorded: MarkerRecorded(mutable side effect setting after 2 calls)")
                .hasMessageContaining("replayed: no further command in this step");
    }

    /** Stands for something outside of the workflow; it is the same each time, so that live steps can be repeated. */
    private static int outside(int value) {
        EVALUATIONS.incrementAndGet();
        return value;
    }

    @Workflow
    static class ReadsOnce {

        private final WorkflowContext workflow;
        private final Work work;

        ReadsOnce(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public int run() {
            int first = workflow.sideEffect(Integer.class, () -> outside(7));
            int next = Integer.parseInt(work.run(String.valueOf(first)));
            return first + workflow.sideEffect(int.class, () -> outside(next));
        }
    }

    @Workflow
    static class Values {

        private final WorkflowContext workflow;
        private String seen = "";

        Values(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            String nothing = workflow.sideEffect(String.class, () -> null);
            Supplier<List<Duration>> pauses = () -> List.of(Duration.ofSeconds(1), Duration.ofMinutes(1));
            List<Duration> recorded = workflow.sideEffect(listOfDurations(), pauses);
            seen = nothing + " and "
                    + recorded.stream().mapToLong(Duration::toSeconds).sum();
            workflow.await(() -> false);
        }

        @QueryMethod
        public String seen() {
            return seen;
        }

        private static Type listOfDurations() {
            return new ParameterizedType() {
                @Override
                public Type[] getActualTypeArguments() {
                    return new Type[] {Duration.class};
                }

                @Override
                public Type getRawType() {
                    return List.class;
                }

                @Override
                public Type getOwnerType() {
                    return null;
                }
            };
        }
    }

    @Workflow
    static class FailsInBody {

        private final WorkflowContext workflow;

        FailsInBody(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.sideEffect(String.class, () -> {
                    throw ApplicationFailure.of("not today", "Mood");
                });
            } catch (Throwable e) {
                workflow.sleep(Duration.ofSeconds(1));
            }
        }
    }

    @Workflow
    static class AsksInBody {

        private final WorkflowContext workflow;

        AsksInBody(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.sideEffect(
                    Boolean.class,
                    () -> workflow.newTimer(Duration.ofSeconds(1)).isDone());
        }
    }

    @Workflow
    static class Watches {

        private final WorkflowContext workflow;
        private final List<Integer> seen = new ArrayList<>();

        Watches(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        /** Looks at the setting so many times while it has the value; small changes do not matter. */
        @SignalMethod
        public void look(int setting, int times) {
            for (int i = 0; i < times; i++) {
                seen.add(workflow.mutableSideEffect(
                        "setting", Integer.class, (before, now) -> now - before > 2, () -> outside(setting)));
            }
        }

        @QueryMethod
        public List<Integer> seen() {
            return seen;
        }
    }
}
