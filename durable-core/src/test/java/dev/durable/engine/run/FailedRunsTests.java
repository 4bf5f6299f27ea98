package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.AesGcmPayloadCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** What is logged of runs that did not succeed. */
class FailedRunsTests {

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(
                    () -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()))
            .notReplaying("Secretive");

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.durable.engine.run.FailedRuns");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void failureIsLoggedOnceWithItsRootCause() {
        TestEngine engine = engines.engine().workflow(Careless.class).start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Careless.class).id("c").start(Careless::run);

        handle.signal("end", "out of luck");
        failure(handle);
        handle.query("__waiting_for", Object.class);

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo("Workflow 'c' (run " + engines.run("c").runId()
                            + ", Careless) has failed: Careless: it went wrong; root cause: out of luck");
        });
    }

    @Test
    void whatIsEncodedInTheDatabaseCannotBeReadInTheLog() {
        TestEngine engine = engines.engine()
                .workflow(Secretive.class)
                .configure(builder ->
                        builder.payloadCodecs(List.of(AesGcmPayloadCodec.of("key", Map.of("key", new byte[32])))))
                .start();

        failure(engine.client().newWorkflow(Secretive.class).start(Secretive::run));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .endsWith("Secretive) has failed: Careless: (encoded);"
                        + " root cause: java.lang.IllegalStateException: (encoded)");
    }

    @Test
    void runThatIsRepeatedIsNoWarning() {
        TestEngine engine = engines.engine().workflow(Careless.class).start();
        WorkflowHandle<String> handle = engine.client()
                .newWorkflow(Careless.class)
                .id("c")
                .retry(new RetryOptions(Duration.ofMillis(1), null, null, 2, null))
                .start(Careless::run);

        handle.signal("end", "out of luck");
        engines.until(() -> engines.allRuns().size() == 2);
        engine.workflow("c").signal("end", "again");
        failure(handle);

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.INFO, Level.WARN);
        assertThat(lines.list.get(0).getFormattedMessage())
                .contains(
                        "has failed and is repeated as run " + engines.run("c").runId());
    }

    @Test
    void timeoutIsLogged() {
        TestEngine engine = engines.engine().workflow(Careless.class).start();
        WorkflowHandle<String> handle = engine.client()
                .newWorkflow(Careless.class)
                .id("c")
                .runTimeout(Duration.ofMillis(50))
                .start(Careless::run);
        failure(handle);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .startsWith("Workflow 'c' (run ")
                .endsWith(", Careless) has timed out: WORKFLOW_RUN");
    }

    @Test
    void cancellationAndTerminationAreNoFailures() {
        TestEngine engine = engines.engine().workflow(Careless.class).start();
        WorkflowHandle<String> canceled =
                engine.client().newWorkflow(Careless.class).start(Careless::run);
        WorkflowHandle<String> terminated =
                engine.client().newWorkflow(Careless.class).start(Careless::run);

        canceled.cancel("enough");
        terminated.terminate("enough");
        failure(canceled);
        failure(terminated);

        assertThat(lines.list).isEmpty();
    }

    private static void failure(WorkflowHandle<?> handle) {
        assertThat(catchThrowableOfType(WorkflowFailedException.class, () -> handle.result(EngineFixture.PATIENCE)))
                .isNotNull();
    }

    /** Fails at once. */
    @Workflow
    static class Secretive {

        @WorkflowMethod
        String run() {
            throw ApplicationFailure.of("it went wrong", "Careless", new IllegalStateException("why"), List.of());
        }
    }

    /** Fails when it is told to. */
    @Workflow
    static class Careless {

        private final WorkflowContext workflow;
        private String reason = "";

        Careless(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        String run() {
            workflow.await(() -> !reason.isEmpty());
            throw ApplicationFailure.of("it went wrong", "Careless", new IllegalStateException(reason), List.of());
        }

        @SignalMethod
        void end(String why) {
            reason = why;
        }
    }
}
