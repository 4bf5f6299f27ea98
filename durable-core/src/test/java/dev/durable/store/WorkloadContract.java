package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.client.FailedAttempt;
import dev.durable.payload.FailureInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link WorkloadReader}. */
interface WorkloadContract extends StoreUnderTest {

    @Test
    default void nodesAreListedWithTheirLeasesAndRuns() {
        UUID second = UUID.randomUUID();
        UUID first = UUID.randomUUID();
        store().registerNode(second, "b", LONG);
        store().registerNode(first, "a", Duration.ofMillis(1));
        aRunOwnedBy(second);
        aRunOwnedBy(second);

        await().until(() -> !store().nodes().get(0).alive());

        assertThat(store().nodes()).extracting(StoredNode::nodeId).containsExactly(first, second);
        StoredNode alive = store().nodes().get(1);
        assertThat(alive.nodeName()).isEqualTo("b");
        assertThat(alive.alive()).isTrue();
        assertThat(alive.ownedRuns()).isEqualTo(2);
        assertThat(alive.leaseUntil()).isAfter(store().nodes().get(0).leaseUntil());
    }

    @Test
    default void backlogIsWhatIsFreeAndDue() {
        Instant due = StoreUnderTest.now().minusSeconds(60);
        write(TestRun.free(due.plusSeconds(1)));
        write(TestRun.free(due));
        write(TestRun.free(due).withTaskQueue("other"));
        write(TestRun.free(due.plus(LONG)));
        write(TestRun.free(null));
        aRunOwnedBy(aNode());

        assertThat(store().queueBacklogs())
                .containsExactly(new QueueBacklog("default", 2, due), new QueueBacklog("other", 1, due));
    }

    @Test
    default void emptyStoreHasNoBacklog() {
        assertThat(store().queueBacklogs()).isEmpty();
        assertThat(store().nodes()).isEmpty();
    }

    @Test
    default void unclaimedRunsComeLongestWaitingFirst() {
        Instant due = StoreUnderTest.now().minusSeconds(60);
        TestRun second = write(TestRun.free(due.plusSeconds(1)));
        TestRun first = write(TestRun.free(due));
        write(TestRun.free(due.plusSeconds(30)));

        assertThat(store().unclaimedRuns(due.plusSeconds(30), 10))
                .extracting(StoredRun::runId)
                .containsExactly(first.runId(), second.runId());
        assertThat(store().unclaimedRuns(due.plusSeconds(30), 1))
                .extracting(StoredRun::runId)
                .containsExactly(first.runId());
    }

    @Test
    default void aRunFailsUntilItsCodeHasRunAgain() {
        TestRun run = aRunOwnedBy(aNode());
        Instant failedAt = run.startedAt().plusSeconds(2);
        Instant nextTry = failedAt.plusSeconds(10);
        store().commit(List.of(
                run.turn().fails(failure(0, 1, failedAt, failedAt)).write()));
        store().commit(List.of(
                run.turn().fails(failure(0, 2, failedAt, nextTry)).write()));

        assertThat(store().failingRuns(nextTry, 10)).singleElement().satisfies(failing -> {
            assertThat(failing.run().runId()).isEqualTo(run.runId());
            assertThat(failing.failure().attempt()).isEqualTo(2);
            assertThat(failing.failure().failure().message()).isEqualTo("out of stock");
        });
        assertThat(store().failingRuns(nextTry.plusSeconds(1), 10)).isEmpty();

        store().commit(List.of(run.turn().events(run.timer(3)).write()));
        assertThat(store().failingRuns(nextTry, 10)).isEmpty();
    }

    @Test
    default void codeThatFailsTellsSinceWhen() {
        TestRun run = aRunOwnedBy(aNode());
        Instant began = run.startedAt().plusSeconds(2);
        Instant last = run.startedAt().plusSeconds(9);
        FailedAttempt failed =
                new FailedAttempt(0, 1, last, last.plusSeconds(10), began, EventSamples.failure("a bug"));
        store().commit(List.of(run.turn().fails(failed).write()));

        assertThat(store().failingRuns(last, 10)).singleElement().satisfies(failing -> {
            assertThat(failing.failure().failedAt()).isEqualTo(last);
            assertThat(failing.failure().failingSince()).isEqualTo(began);
        });
    }

    @Test
    default void failuresOfActivitiesAndOfMessagesDoNotMakeARunFail() {
        TestRun run = aRunOwnedBy(aNode());
        Instant failedAt = run.startedAt().plusSeconds(2);
        store().commit(List.of(run.turn()
                .fails(failure(2, 1, failedAt, failedAt.plusSeconds(10)))
                .fails(failure(0, 1, failedAt, null))
                .write()));

        assertThat(store().failingRuns(failedAt, 10)).isEmpty();
    }

    private TestRun write(TestRun run) {
        store().commit(List.of(run.start()));
        return run;
    }

    private static FailedAttempt failure(int scheduledEventId, int attempt, Instant at, @Nullable Instant next) {
        return new FailedAttempt(
                scheduledEventId,
                attempt,
                at,
                next,
                new FailureInfo(
                        FailureInfo.Kind.APPLICATION, "Sold", "out of stock", "", false, List.of(), null, null));
    }
}
