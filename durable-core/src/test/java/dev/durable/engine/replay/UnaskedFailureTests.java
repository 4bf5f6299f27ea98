package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class UnaskedFailureTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    private final Logger logger = (Logger) LoggerFactory.getLogger(Forking.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private TestRun run;

    @BeforeEach
    void start() {
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
        run = fixture.run(Forking.class);
        run.start();
    }

    @AfterEach
    void stopListening() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    @Test
    void bugIsShownInItsStep() {
        run.signal("fork", "bug");

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .isEqualTo("Nobody has asked for the end of thread async-1 of workflow 'workflow-1' (Forking, run "
                            + ReplayFixture.RUN_ID + "), which has failed");
            assertThat(line.getThrowableProxy().getClassName()).isEqualTo(NullPointerException.class.getName());
            assertThat(line.getThrowableProxy()
                            .getStackTraceElementProxyArray()[0]
                            .getStackTraceElement()
                            .getMethodName())
                    .isEqualTo("fail");
        });
    }

    @Test
    void bugIsShownOnce() {
        run.signal("fork", "bug");

        run.evict();
        run.signal("fork", "nothing");
        run.signal("end");

        assertThat(lines.list).hasSize(1);
    }

    @Test
    void declaredFailureIsShownWhenTheRunEnds() {
        run.signal("fork", "failure");
        assertThat(lines.list).isEmpty();

        run.evict();
        run.signal("end");

        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getThrowableProxy().getClassName())
                        .isEqualTo(ApplicationFailure.class.getName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"derived", "handled", "all", "any"})
    void failureIsPassedOnToWhatIsMadeOfThePromise(String use) {
        run.signal("use", use);

        run.signal("end");

        assertThat(lines.list).hasSize(use.equals("handled") ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "failure", "getOfAll"})
    void failureThatSomebodyAsksForIsNotShown(String use) {
        run.signal("use", use);

        run.signal("end");

        assertThat(lines.list).isEmpty();
    }

    @Test
    void cancellationIsNoFailure() {
        run.signal("cancelScope");

        assertThat(run.signal("end")).containsExactly("complete null");
        assertThat(lines.list).isEmpty();
    }

    @Workflow
    static class Forking {

        private final WorkflowContext workflow;
        private boolean end;

        Forking(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> end);
        }

        @SignalMethod
        public void fork(String how) {
            workflow.async(() -> fail(how));
        }

        @SignalMethod
        public void use(String use) {
            Promise<String> failed = workflow.async(() -> fail("bug"));
            switch (use) {
                case "get" -> caught(failed::get);
                case "failure" -> workflow.await(() -> failed.failure() != null);
                case "getOfAll" -> caught(workflow.allOf(failed)::get);
                case "derived" -> failed.thenApply(result -> result + "!");
                case "handled" -> failed.handle((result, failure) -> result + failure);
                case "all" -> workflow.allOf(List.of(failed));
                case "any" -> workflow.anyOf(List.of(failed));
                default -> throw new IllegalArgumentException(use);
            }
        }

        @SignalMethod
        public void cancelScope() {
            CancellationScope scope =
                    workflow.newCancellationScope(() -> workflow.async(() -> workflow.sleep(Duration.ofDays(1))));
            scope.run();
            workflow.async(() -> scope.cancel()).get();
        }

        @SignalMethod
        public void end() {
            end = true;
        }

        private static String fail(String how) {
            return switch (how) {
                case "bug" -> throw new NullPointerException("a bug");
                case "failure" -> throw ApplicationFailure.of("declared", "Declared");
                default -> "";
            };
        }

        private static void caught(Runnable call) {
            try {
                call.run();
            } catch (NullPointerException e) {
                // asked for, and dealt with
            }
        }
    }
}
