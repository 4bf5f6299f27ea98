package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.MdcKeys;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

class ReplayAwareLoggerTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    private final Logger logger = (Logger) LoggerFactory.getLogger(ReplayAwareLoggerTests.class.getPackageName());
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    @Test
    void eachLineAppearsOnce() {
        TestRun run = fixture.run(Talkative.class);
        run.start();
        run.signal("say", "one");

        run.evict();
        run.signal("say", "two");

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("begins", "says one", "says two");
    }

    @Test
    void linesCarryWhichRunTheyAreAbout() {
        TestRun run = fixture.run(Talkative.class);

        run.start();

        assertThat(lines.list.get(0).getMDCPropertyMap())
                .containsEntry(MdcKeys.WORKFLOW_ID, "workflow-1")
                .containsEntry(MdcKeys.RUN_ID, ReplayFixture.RUN_ID.toString())
                .containsEntry(MdcKeys.WORKFLOW_TYPE, "Talkative");
        assertThat(lines.list.get(0).getLoggerName()).isEqualTo(Talkative.class.getName());
    }

    @Test
    void threadThatIsDroppedFromMemorySaysNothing() {
        TestRun run = fixture.run(SaysGoodbye.class);
        run.start();

        run.instance().destroy();

        assertThat(lines.list).isEmpty();
    }

    @Workflow
    static class Talkative {

        private final WorkflowContext workflow;
        private boolean finished;

        Talkative(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.logger().info("begins");
            workflow.await(Duration.ofHours(1), () -> finished);
        }

        @SignalMethod
        public void say(String what) {
            workflow.logger().info("says {}", what);
        }

        @SignalMethod
        public void finish() {
            finished = true;
        }
    }

    @Workflow
    static class SaysGoodbye {

        private final WorkflowContext workflow;

        SaysGoodbye(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            try {
                workflow.sleep(Duration.ofHours(1));
            } finally {
                workflow.logger().info("goodbye");
            }
        }
    }
}
