package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.payload.Payload;
import dev.durable.workflow.WorkflowContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignalTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    private TestRun run;

    @BeforeEach
    void start() {
        run = fixture.run(Inbox.class);
        run.start();
    }

    @Test
    void signalsAreHandledOneAfterTheOther() {
        run.signal("put", "a", 1);
        run.signal("put", "b", 2);

        assertThatObject(run.query("contents", List.class)).isEqualTo(List.of("a 1", "b 2"));
    }

    @Test
    void handlerMayCallActivities() {
        assertThat(run.signal("call", "x")).containsExactly("schedule Work.run(\"x\")");
        assertThat(run.signal("put", "y", 0)).isEmpty();
        run.complete(3, "done");

        assertThatObject(run.query("contents", List.class)).isEqualTo(List.of("y 0", "done"));
    }

    @Test
    void renamedSignalGoesByItsName() {
        assertThat(run.signal("close-inbox")).containsExactly("complete 0");
    }

    @Test
    void unknownSignalIsToldWithWhatThereIs() {
        assertThatThrownBy(() -> run.signal("throwAway"))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNAL_UNDELIVERABLE))
                .hasMessageContaining("Inbox has no signal 'throwAway'")
                .hasMessageContaining("put")
                .hasMessageContaining("close-inbox");
    }

    @Test
    void signalThatDoesNotFitIsTold() {
        assertThat(whyUndeliverable("put", "\"a\"", "1")).isNull();
        assertThat(whyUndeliverable("put", "\"a\"")).hasMessageContaining("takes 2 arguments but got 1");
        assertThat(whyUndeliverable("put", "\"a\"", "\"many\""))
                .hasMessageContaining("DUR-3006")
                .hasMessageContaining("Arguments of signal 'put' do not fit Inbox");
        assertThat(whyUndeliverable("remove")).hasMessageContaining("Inbox has no signal 'remove'");
    }

    private DurableException whyUndeliverable(String name, String... input) {
        List<Payload> payloads = List.of(input).stream().map(Payload::json).toList();
        return run.instance()
                .whyUndeliverable(
                        new WorkflowExecutionSignaled(0, Instant.parse("2030-01-01T00:00:00Z"), name, payloads));
    }

    @Workflow
    static class Inbox {

        private final WorkflowContext workflow;
        private final Work work;
        private final List<String> contents = new ArrayList<>();
        private boolean closed;

        Inbox(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public int run() {
            workflow.await(() -> closed);
            return contents.size();
        }

        @SignalMethod
        public void put(String name, int count) {
            contents.add(name + " " + count);
        }

        @SignalMethod
        public void call(String argument) {
            contents.add(work.run(argument));
        }

        @SignalMethod(name = "close-inbox")
        public void close() {
            closed = true;
        }

        @QueryMethod
        public List<String> contents() {
            return contents;
        }
    }
}
