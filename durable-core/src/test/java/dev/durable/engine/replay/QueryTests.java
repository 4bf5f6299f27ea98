package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class);

    private TestRun run;

    @BeforeEach
    void start() {
        run = fixture.run(Queried.class);
        run.start();
    }

    @Test
    void queryShowsTheStateOfTheMoment() {
        assertThat(run.query("count", Integer.class)).isZero();

        run.signal("add", 3);

        assertThat(run.query("count", Integer.class)).isEqualTo(3);
    }

    @Test
    void queryTakesArguments() {
        run.signal("add", 3);

        assertThat(run.query("times", Integer.class, 7)).isEqualTo(21);
    }

    @Test
    void queryMayReadTimeAndInfo() {
        assertThat(run.query("now", String.class)).isEqualTo("2030-01-01T00:00:00Z of workflow-1");
    }

    @Test
    void closedRunAnswers() {
        run.signal("add", 3);
        run.fire(2);

        assertThat(run.isClosed()).isTrue();
        assertThat(run.query("count", Integer.class)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleeps", "awaits", "schedules", "startsTimer", "forks", "drawsNumber", "makesId"})
    void queryThatWantsMoreThanReadIsRefusedAndChangesNothing(String query) {
        int length = run.history().size();

        assertThatThrownBy(() -> run.query(query, String.class))
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_FAILED))
                .cause()
                .isInstanceOfSatisfying(
                        DurableException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.READ_ONLY_VIOLATION));
        assertThat(run.history()).hasSize(length);
        assertThat(run.fire(2)).containsExactly("complete 0");
    }

    @Test
    void unknownQueryIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> run.query("status", String.class))
                .isInstanceOf(DurableException.class)
                .hasMessageContaining("DUR-2006")
                .hasMessageContaining("Queried has no query 'status'")
                .hasMessageContaining("count")
                .hasMessageContaining("times");
    }

    @Test
    void queryWithWrongArgumentsIsRefused() {
        assertThatThrownBy(() -> run.query("times", Integer.class))
                .hasMessageContaining("DUR-2006")
                .hasMessageContaining("takes 1 arguments but got 0");
        assertThatThrownBy(() -> run.query("times", Integer.class, "many")).hasMessageContaining("DUR-2006");
    }

    @Test
    void exceptionOfAQueryIsItsAnswer() {
        assertThatThrownBy(() -> run.query("broken", String.class))
                .hasMessageContaining("Query 'broken' of Queried threw java.lang.IllegalStateException: no answer")
                .hasRootCauseMessage("no answer");
        assertThat(run.fire(2)).containsExactly("complete 0");
    }

    @Workflow
    static class Queried {

        private final WorkflowContext workflow;
        private final Work work;
        private int count;

        Queried(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public int run() {
            workflow.sleep(Duration.ofHours(1));
            return count;
        }

        @SignalMethod
        public void add(int number) {
            count += number;
        }

        @QueryMethod
        public int count() {
            return count;
        }

        @QueryMethod
        public int times(int factor) {
            return count * factor;
        }

        @QueryMethod
        public String now() {
            return workflow.now() + " of " + workflow.info().workflowId();
        }

        @QueryMethod
        public String broken() {
            throw new IllegalStateException("no answer");
        }

        @QueryMethod
        public String sleeps() {
            workflow.sleep(Duration.ofSeconds(1));
            return "slept";
        }

        @QueryMethod
        public String awaits() {
            workflow.await(() -> true);
            return "awaited";
        }

        @QueryMethod
        public String schedules() {
            return work.run("from a query");
        }

        @QueryMethod
        public String startsTimer() {
            return workflow.newTimer(Duration.ofSeconds(1)).toString();
        }

        @QueryMethod
        public String forks() {
            return workflow.async(() -> "forked").toString();
        }

        @QueryMethod
        public String drawsNumber() {
            return String.valueOf(workflow.random().nextInt());
        }

        @QueryMethod
        public String makesId() {
            return workflow.randomUuid().toString();
        }
    }
}
