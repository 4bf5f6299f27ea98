package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ReplayReport;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link WorkflowReplayer}. */
class WorkflowReplayerTests {

    @RegisterExtension
    private final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

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

    private static ReplayReport replay(String document, Class<?>... workflows) {
        WorkflowReplayer.Builder builder = WorkflowReplayer.builder();
        for (Class<?> workflow : workflows) {
            builder.workflow(workflow);
        }
        try (WorkflowReplayer replayer = builder.build()) {
            return replayer.replay(document);
        }
    }

    private String recorded() {
        TestEngine engine = engines.engine().workflow(Nap.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Nap.class).id("nap-1").start(Nap::run);
        engines.untilInFastTime(() -> {
            engines.time().skip(Duration.ofMinutes(1));
            return engines.run("nap-1").status().isClosed();
        });
        return handle.exportHistory();
    }

    /** Sleeps. */
    @Workflow(name = "Nap")
    static class Nap {

        private final WorkflowContext workflow;

        Nap(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            workflow.sleep(Duration.ofMinutes(1));
            return "awake";
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
