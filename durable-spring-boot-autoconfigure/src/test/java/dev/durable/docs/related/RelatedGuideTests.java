package dev.durable.docs.related;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.client.BatchResult;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.client.WorkflowStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The samples about cancellation, children and long lives do what their pages say. */
@SpringBootTest(
        properties = {"spring.datasource.generate-unique-name=true", "durable.activities.Desk.retry.maximum-attempts=1"
        })
class RelatedGuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private WorkflowClient client;

    @Autowired
    private RelatedExamples examples;

    @Autowired
    private Desk desk;

    @Test
    void canceledWorkflowCleansUp() {
        WorkflowHandle<?> handle =
                client.newWorkflow(PollWorkflow.class).id("poll").startVoid(w -> w.poll("table 1", Duration.ofDays(1)));

        await().atMost(PATIENCE).until(() -> !handle.describe().pendingTimers().isEmpty());
        examples.cancel("poll");

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.result(PATIENCE))
                .withMessageContaining("the hall is needed");
        assertThat(handle.describe().summary().status()).isEqualTo(WorkflowStatus.CANCELED);
        assertThat(desk.calls()).containsSubsequence("open table 1", "close table 1");
    }

    @Test
    void canceledScopeLeavesTheRestAlone() {
        List<Duration> runners = List.of(Duration.ofDays(1), Duration.ofMillis(20));

        assertThat(client.newWorkflow(RaceWorkflow.class)
                        .start(w -> w.race(runners))
                        .result(PATIENCE))
                .isEqualTo("the one that took PT0.02S");
    }

    @Test
    void failedChildDoesNotFailItsParentUnlessThatWantsIt() {
        WorkflowHandle<List<String>> handle =
                client.newWorkflow(ElectionWorkflow.class).id("vote").start(w -> w.count(List.of("north", "")));

        assertThat(handle.result(PATIENCE)).containsExactly("north: 7", "vote/ did not count");
    }

    @Test
    void workflowThatGoesOnAsNewLosesNoSignal() {
        WorkflowHandle<Integer> handle =
                client.newWorkflow(DigestWorkflow.class).id("digest").start(w -> w.collect(0));

        for (int i = 0; i < 10; i++) {
            client.workflow(DigestWorkflow.class, "digest").signal(w -> w.add("news"));
        }
        client.workflow(DigestWorkflow.class, "digest").signal(w -> w.add("end"));

        assertThat(handle.result(PATIENCE)).isEqualTo(11);
    }

    @Test
    void runsAreControlledFromOutside() {
        WorkflowHandle<?> handle = client.newWorkflow(PollWorkflow.class)
                .id("controlled")
                .startVoid(w -> w.poll("table 2", Duration.ofDays(1)));
        examples.control("controlled");
        assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> handle.result(PATIENCE));

        assertThat(examples.reset("controlled").describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
    }

    @Test
    void batchEndsWhatTheFilterLetsThrough() {
        Instant begin = Instant.now().minusSeconds(1);
        WorkflowHandle<Integer> handle =
                client.newWorkflow(DigestWorkflow.class).id("many").start(w -> w.collect(0));

        BatchResult result = examples.batch(begin);

        assertThat(result.matched()).isPositive();
        assertThat(result.failed()).isZero();
        assertThat(handle.result(PATIENCE)).isEqualTo(1);
    }

    @Test
    void runGoesBackToBeforeASignal() {
        WorkflowHandle<Integer> handle =
                client.newWorkflow(DigestWorkflow.class).id("reset").start(w -> w.collect(0));
        client.workflow(DigestWorkflow.class, "reset").signal(w -> w.add("wrong"));
        client.workflow(DigestWorkflow.class, "reset").signal(w -> w.add("end"));
        assertThat(handle.result(PATIENCE)).isEqualTo(2);

        WorkflowExecution again = examples.resetBefore("reset", "add");
        again.signal("add", "end");

        assertThat(again.result(Integer.class, PATIENCE)).isEqualTo(1);
        assertThat(handle.describe().summary().status())
                .as("the run that was reset stays as it was")
                .isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void runsThatHaveFailedAreResetTogether() {
        List<WorkflowHandle<String>> failed = List.of(count("east-1"), count("east-2"));
        failed.forEach(handle ->
                assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> handle.result(PATIENCE)));
        desk.repair();

        BatchResult result = examples.resetFailed(Instant.now().plusSeconds(1));

        assertThat(result.failed()).isZero();
        assertThat(result.done()).isGreaterThanOrEqualTo(2);
        assertThat(client.workflow("east-1").result(String.class, PATIENCE)).isEqualTo("east: 7");
        assertThat(client.workflow("east-2").result(String.class, PATIENCE)).isEqualTo("east: 7");
    }

    @Test
    void oldRunsAreDeletedTogether() {
        List<Duration> runners = List.of(Duration.ofMillis(1));
        WorkflowHandle<String> handle =
                client.newWorkflow(RaceWorkflow.class).id("old").start(w -> w.race(runners));
        handle.result(PATIENCE);

        assertThat(examples.deleteOld(Instant.now().plusSeconds(1)).done()).isPositive();
        assertThatExceptionOfType(WorkflowNotFoundException.class).isThrownBy(handle::describe);
    }

    private WorkflowHandle<String> count(String id) {
        return client.newWorkflow(RegionWorkflow.class).id(id).start(w -> w.count("east"));
    }

    @Test
    void historyIsTakenAlong() {
        WorkflowHandle<List<String>> handle =
                client.newWorkflow(ElectionWorkflow.class).id("kept").start(w -> w.count(List.of("north")));
        List<String> result = handle.result(PATIENCE);
        String document = handle.exportHistory();

        assertThat(examples.history("kept").requireReplayable().notes()).isEmpty();
        examples.delete("kept");
        examples.importHistory(document);

        assertThat(client.workflow(ElectionWorkflow.class, "kept").result(List.class, PATIENCE))
                .isEqualTo(result);
    }
}
