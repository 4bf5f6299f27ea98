package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ReplayReport;
import dev.durable.client.WorkflowHandle;
import dev.durable.context.ContextPropagator;
import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestEngineBuilder;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.TimerCall;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** {@link WorkflowReplayer}. */
class WorkflowReplayerTests {

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(
                    () -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .notReplaying("Nap");

    @Test
    void codeThatTakesTheSamePathReplays() {
        ReplayReport report = replay(recorded(), Nap.class);

        assertThat(report.isReplayable()).isTrue();
        assertThat(report.notes()).isEmpty();
        assertThat(report.workflowId()).isEqualTo("nap-1");
        assertThat(report.events()).isEqualTo(4);
        assertThat(report.requireReplayable()).isSameAs(report);
    }

    @Test
    void codeThatTakesAnotherPathIsReported() {
        ReplayReport report = replay(recorded(), Sleepless.class);

        assertThat(report.isReplayable()).isFalse();
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(report::requireReplayable)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.REPLAY_DIFFERS))
                .withMessageContaining("nap-1")
                .withMessageContaining("at event 2")
                .withMessageContaining("TimerStarted")
                .withMessageContaining("WorkflowExecutionCompleted");
    }

    @Test
    void everyPrefixReplaysWithTheCodeThatHasRecordedIt() {
        assertThat(replayEveryPrefix(recorded(), Nap.class).isReplayable()).isTrue();
    }

    @Test
    void prefixThatIsNotAnsweredAsItWasRecordedIsReportedWithTheHistory() {
        ReplayReport report = replayEveryPrefix(recorded(), Sleepless.class);

        assertThat(report.failure())
                .isNotNull()
                .returns(ErrorCode.REPLAY_DIFFERS, DurableException::code)
                .hasMessageContainingAll(
                        "answers event 1 (started()) with something else",
                        "recorded: timer PT1M",
                        "replayed: complete",
                        "because:  kind was TimerStarted but is WorkflowExecutionCompleted",
                        "    3  fired 2");
    }

    @Test
    void typeThatIsNotRegisteredIsReported() {
        ReplayReport report = replay(recorded());

        assertThat(report.failure()).isNotNull();
        assertThat(report.failure().code()).isEqualTo(ErrorCode.WORKFLOW_TYPE_UNKNOWN);
    }

    @Test
    void openRunReplaysToo() {
        TestEngine engine = engines.engine().workflow(Nap.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Nap.class).id("nap-2").start(Nap::run);
        String document = handle.exportHistory();
        handle.terminate("enough");

        assertThat(replay(document, Nap.class).isReplayable()).isTrue();
        assertThat(replay(document, Sleepless.class).isReplayable()).isFalse();
        assertThat(engine.client().replay(document).isReplayable()).isTrue();
    }

    @Test
    void whatIsNoDocumentIsRefused() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> replay("{}", Nap.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HISTORY_DOCUMENT_ILLEGAL));
    }

    @Test
    void interceptorsThatAskForSomethingArePartOfTheCode() {
        WorkflowInterceptor noting = context -> new RunInterceptor() {
            @Override
            public Promise<Void> timer(TimerCall call, Next<TimerCall, Promise<Void>> next) {
                context.upsertMemo(Map.of("sleeps", true));
                return next.proceed(call);
            }
        };
        String document =
                recorded(engines.engine().configure(builder -> builder.workflowInterceptor(noting)), Nap.class);

        assertThat(replay(document, Nap.class).isReplayable()).isFalse();
        assertThat(replay(document, builder -> builder.workflow(Nap.class).workflowInterceptor(noting))
                        .isReplayable())
                .isTrue();
    }

    @Test
    void contextIsInForceWhereItsPropagatorIsKnown() {
        ContextPropagator<?> mdc = new MdcContextPropagator(List.of("rest"));
        MDC.put("rest", "none");
        String document =
                recorded(engines.engine().configure(builder -> builder.contextPropagator(mdc)), Restless.class);
        MDC.remove("rest");

        assertThat(replay(document, Restless.class).isReplayable()).isFalse();
        assertThat(replay(document, builder -> builder.workflow(Restless.class).contextPropagator(mdc))
                        .isReplayable())
                .isTrue();
    }

    @Test
    void whenTheRunWasToldToGoOnAsANewOneStandsInTheHistory() {
        String document = recorded(engines.engine().history(new HistorySettings(1, 1, 50_000)), Rested.class);

        assertThat(document).contains("CONTINUE_AS_NEW_SUGGESTED").doesNotContain("TimerStarted");
        assertThat(replay(document, Rested.class).isReplayable()).isTrue();
    }

    private static ReplayReport replay(String document, Class<?>... workflows) {
        return replay(document, builder -> List.of(workflows).forEach(builder::workflow));
    }

    private static ReplayReport replayEveryPrefix(String document, Class<?> workflow) {
        try (WorkflowReplayer replayer =
                WorkflowReplayer.builder().workflow(workflow).build()) {
            return replayer.replayEveryPrefix(document);
        }
    }

    private static ReplayReport replay(String document, Consumer<WorkflowReplayer.Builder> settings) {
        WorkflowReplayer.Builder builder = WorkflowReplayer.builder();
        settings.accept(builder);
        try (WorkflowReplayer replayer = builder.build()) {
            return replayer.replay(document);
        }
    }

    private String recorded() {
        return recorded(engines.engine(), Nap.class);
    }

    private <W extends Nap> String recorded(TestEngineBuilder builder, Class<W> workflow) {
        TestEngine engine = builder.workflow(workflow).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(workflow).id("nap-1").start(Nap::run);
        engines.untilInFastTime(() -> {
            engines.time().skip(Duration.ofMinutes(1));
            return engines.run("nap-1").status().isClosed();
        });
        return handle.exportHistory();
    }

    /** Sleeps. */
    @Workflow(name = "Nap")
    static class Nap {

        final WorkflowContext workflow;

        Nap(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofMinutes(1));
            return "awake";
        }
    }

    /** Sleeps unless its context says otherwise. */
    @Workflow(name = "Nap")
    static class Restless extends Nap {

        Restless(WorkflowContext workflow) {
            super(workflow);
        }

        @Override
        @WorkflowMethod
        public String run() {
            return MDC.get("rest") == null ? super.run() : "awake";
        }
    }

    /** Sleeps unless its history is too long for that. */
    @Workflow(name = "Nap")
    static class Rested extends Nap {

        Rested(WorkflowContext workflow) {
            super(workflow);
        }

        @Override
        @WorkflowMethod
        public String run() {
            return workflow.isContinueAsNewSuggested() ? "awake" : super.run();
        }
    }

    /** The same workflow, changed: it does not sleep any more. */
    @Workflow(name = "Nap")
    static class Sleepless {

        @WorkflowMethod
        public String run() {
            return "awake";
        }
    }
}
