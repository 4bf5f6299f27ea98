package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.RetryPolicy;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.ParentExecution;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.schedule.ScheduledStart;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowInfo;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the start of a run tells its code. */
class RunBeginningTests {

    private static final UUID OTHER_RUN = UUID.fromString("01900000-0000-7000-8000-00000000000a");
    private static final UUID FIRST_RUN = UUID.fromString("01900000-0000-7000-8000-00000000000b");

    private final JacksonPayloadConverter payloads = new JacksonPayloadConverter();

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    @Test
    void firstRunHasNothingBeforeIt() {
        TestRun run = started(HistoryBuilder.started("Knowing"));

        assertThat(run.instance().info())
                .isEqualTo(new WorkflowInfo(
                        "workflow-1",
                        ReplayFixture.RUN_ID,
                        "Knowing",
                        "default",
                        HistoryBuilder.START,
                        1,
                        ReplayFixture.RUN_ID,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
        assertThat(run.query("lastResult", String.class)).isEqualTo("none");
        assertThat(run.query("lastFailure", String.class)).isEqualTo("none");
    }

    @Test
    void childKnowsItsParent() {
        TestRun run = started(HistoryBuilder.started("Knowing")
                .from(RunOrigin.childOf(new ParentExecution("parent-1", OTHER_RUN, 7))));

        assertThat(run.instance().info().parent()).isEqualTo(new WorkflowInfo.Parent("parent-1", OTHER_RUN));
    }

    @Test
    void repeatedRunKnowsWhyTheOneBeforeFailed() {
        RunOrigin origin = new RunOrigin(
                FIRST_RUN,
                null,
                OTHER_RUN,
                3,
                null,
                null,
                new JacksonFailureConverter(payloads).toInfo(ApplicationFailure.of("no money", "Broke")));
        TestRun run = started(HistoryBuilder.started("Knowing").from(origin));

        assertThat(run.instance().info()).satisfies(info -> {
            assertThat(info.attempt()).isEqualTo(3);
            assertThat(info.firstRunId()).isEqualTo(FIRST_RUN);
            assertThat(info.continuedRunId()).isEqualTo(OTHER_RUN);
        });
        assertThat(run.query("lastFailure", String.class)).isEqualTo("Broke: no money");
        assertThat(run.evict().query("lastFailure", String.class)).isEqualTo("Broke: no money");
    }

    @Test
    void limitsAreKnown() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        RunOptions options = new RunOptions(Duration.ofDays(2), null, Duration.ofDays(1), policy, Duration.ZERO);
        TestRun run = started(HistoryBuilder.started("Knowing").under(options));

        assertThat(run.instance().info()).satisfies(info -> {
            assertThat(info.executionTimeout()).isEqualTo(Duration.ofDays(2));
            assertThat(info.runTimeout()).isEqualTo(Duration.ofDays(1));
            assertThat(info.retryPolicy()).isEqualTo(policy);
        });
    }

    @Test
    void scheduledRunKnowsItsScheduleAndWhatCameOut() {
        Instant scheduledAt = HistoryBuilder.START.minusSeconds(5);
        SearchAttributes attributes = SearchAttributes.of(ScheduledStart.SCHEDULE_ID, "nightly")
                .with(ScheduledStart.SCHEDULED_AT, scheduledAt);
        RunOrigin origin =
                new RunOrigin(null, null, null, 1, null, payloads.toPayload(List.of("a", "b"), List.class), null);
        TestRun run = started(
                HistoryBuilder.started("Knowing").given(attributes, Map.of()).from(origin));

        assertThat(run.instance().info()).satisfies(info -> {
            assertThat(info.scheduleId()).isEqualTo("nightly");
            assertThat(info.scheduledAt()).isEqualTo(scheduledAt);
        });
        assertThat(run.query("lastResult", String.class)).isEqualTo("[a, b]");
        assertThat(run.query("lastResults", String.class)).isEqualTo("[a, b]");
    }

    private TestRun started(HistoryBuilder history) {
        TestRun run = fixture.run(Knowing.class);
        assertThat(run.start(history)).isEmpty();
        return run;
    }

    @Workflow
    static class Knowing {

        private static final Type STRINGS = Texts.class.getRecordComponents()[0].getGenericType();

        private final WorkflowContext workflow;

        Knowing(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @QueryMethod
        public String lastResult() {
            return workflow.lastResult(List.class).map(List::toString).orElse("none");
        }

        @QueryMethod
        public String lastResults() {
            Optional<List<String>> results = workflow.lastResult(STRINGS);
            return results.map(strings -> String.join(", ", strings))
                    .map(text -> "[" + text + "]")
                    .orElse("none");
        }

        @QueryMethod
        public String lastFailure() {
            return workflow.lastFailure()
                    .map(failure -> ((ApplicationFailure) failure).type() + ": " + failure.getMessage())
                    .orElse("none");
        }
    }

    /** Has a component of a generic type. */
    private record Texts(List<String> texts) {}
}
