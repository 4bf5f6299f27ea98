package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.history.RunOrigin;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeterministicValuesTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    @Test
    void randomNumbersAndIdsAreTheSameInEveryReplay() {
        TestRun run = fixture.run(Collector.class);
        run.start();
        run.signal("collect");
        run.signal("collect");
        List<String> before = values(run);

        run.evict();

        assertThat(values(run)).isEqualTo(before).hasSize(6).doesNotHaveDuplicates();
    }

    /** Recorded histories hang on these numbers: they must never change, on no JDK. */
    @Test
    void randomNumbersOfARunNeverChange() {
        TestRun run = fixture.run(Collector.class);
        run.start();
        run.signal("collect");

        assertThat(values(run))
                .containsExactly("687544", "e15a9996-ade7-40f7-9310-1bdbe61ec0e9", "-4035308337543561356");
    }

    @Test
    void randomNumbersOfAResetRunAreThoseOfTheRunThatItRepeats() {
        UUID repeated = UUID.randomUUID();
        RunOrigin origin = new RunOrigin(repeated, repeated, null, 1, null, null, null);
        TestRun run = fixture.resume(
                Collector.class, HistoryBuilder.started("Collector").from(origin));
        run.signal("collect");

        Random expected = new Random(repeated.getMostSignificantBits() ^ repeated.getLeastSignificantBits());
        assertThat(values(run).get(0)).isEqualTo(String.valueOf(expected.nextInt(1_000_000)));
    }

    @Test
    void idsAreOfVersionFour() {
        TestRun run = fixture.run(Collector.class);
        run.start();
        run.signal("collect");

        UUID id = UUID.fromString(values(run).get(1));
        assertThat(id.version()).isEqualTo(4);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void clockShowsTheTimeOfTheEventThatIsApplied() {
        TestRun run = fixture.run(ClockReader.class);

        run.start();
        run.elapse(Duration.ofHours(1)).fire(2);

        assertThatObject(run.query("seen", List.class))
                .isEqualTo(List.of(
                        "2030-01-01T00:00:00Z",
                        "2030-01-01T01:00:01Z",
                        "2030-01-01T01:00:01Z",
                        "2030-01-01T02:00:01+01:00[Europe/Paris]"));
    }

    @Test
    void infoTellsWhichRunItIs() {
        TestRun run = fixture.run(Introspective.class);

        run.start();

        assertThat(run.history().get(1)).extracting("result.data").isEqualTo("\"workflow-1 Introspective default\"");
    }

    @SuppressWarnings("unchecked")
    private static List<String> values(TestRun run) {
        return run.query("values", List.class);
    }

    @Workflow
    static class Collector {

        private final WorkflowContext workflow;
        private final RandomGenerator random;
        private final List<String> values = new ArrayList<>();

        Collector(WorkflowContext workflow, RandomGenerator random) {
            this.workflow = workflow;
            this.random = random;
        }

        @WorkflowMethod
        public void run() {
            workflow.await(() -> false);
        }

        @SignalMethod
        public void collect() {
            values.add(String.valueOf(workflow.random().nextInt(1_000_000)));
            values.add(workflow.randomUuid().toString());
            values.add(String.valueOf(random.nextLong()));
        }

        @QueryMethod
        public List<String> values() {
            return values;
        }
    }

    @Workflow
    static class ClockReader {

        private final WorkflowContext workflow;
        private final Clock clock;
        private final List<String> seen = new ArrayList<>();

        ClockReader(WorkflowContext workflow, Clock clock) {
            this.workflow = workflow;
            this.clock = clock;
        }

        @WorkflowMethod
        public void run() {
            seen.add(clock.instant().toString());
            workflow.sleep(Duration.ofHours(1));
            seen.add(clock.instant().toString());
            seen.add(workflow.clock().instant().toString());
            seen.add(clock.withZone(ZoneId.of("Europe/Paris"))
                    .instant()
                    .atZone(clock.withZone(ZoneId.of("Europe/Paris")).getZone())
                    .toString());
        }

        @QueryMethod
        public List<String> seen() {
            return seen;
        }
    }

    @Workflow
    static class Introspective {

        private final WorkflowContext workflow;

        Introspective(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run() {
            WorkflowInfo info = workflow.info();
            return info.workflowId() + " " + info.workflowType() + " " + info.taskQueue();
        }
    }
}
