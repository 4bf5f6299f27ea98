package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.store.StoreConflictException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link ScheduleStore}. */
interface ScheduleContract extends StoreUnderTest {

    Instant DUE = Instant.parse("2026-11-22T12:00:00.123456Z");

    @Test
    default void aScheduleIsKeptAsItWasCreated() {
        StoredSchedule schedule = new StoredSchedule("nightly", 7, DUE.plusNanos(999), true, "{\"a\": 1}", "{ü🚀}");

        assertThat(store().createSchedule(schedule)).isTrue();

        assertThat(store().findSchedule("nightly"))
                .contains(new StoredSchedule("nightly", 7, DUE, true, "{\"a\": 1}", "{ü🚀}"));
        assertThat(store().findSchedule("Nightly")).isEmpty();
        assertThat(store().findSchedule("nightly ")).isEmpty();
    }

    @Test
    default void nodesAreToldWhenTheNextOneIsDue() {
        created("later", DUE.plusSeconds(1));
        created("nightly", DUE);
        created("never", null);

        assertThat(store().pendingWork(aNode(), OwnershipContract.QUEUES).nextSchedule())
                .isEqualTo(DUE);
    }

    @Test
    default void anIdIsUsedOnce() {
        created("nightly", DUE);

        assertThat(store().createSchedule(schedule("nightly", null))).isFalse();

        assertThat(found("nightly").wakeAt()).isEqualTo(DUE);
    }

    @Test
    default void ofThoseThatCreateItAtTheSameTimeOneDoes() {
        for (int i = 0; i < 20; i++) {
            StoredSchedule schedule = schedule("s-" + i, DUE);
            List<CompletableFuture<Boolean>> attempts = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> store().createSchedule(schedule)))
                    .limit(4)
                    .toList();

            assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(1);
        }
    }

    @Test
    default void longTextsAndLongIdsAreKept() {
        String id = "ü".repeat(255);
        String text = "x".repeat(200_000);
        store().createSchedule(new StoredSchedule(id, 1, null, false, text, text));

        assertThat(found(id).progress()).isEqualTo(text);
        assertThat(found(id).definition()).isEqualTo(text);
    }

    @Test
    default void replacingRaisesTheVersion() {
        created("nightly", DUE);

        boolean replaced = store().replaceSchedule(new StoredSchedule("nightly", 1, null, true, "{2}", "{3}"));

        assertThat(replaced).isTrue();
        assertThat(found("nightly")).isEqualTo(new StoredSchedule("nightly", 2, null, true, "{2}", "{3}"));
    }

    @Test
    default void whoHasReadAnOlderVersionReplacesNothing() {
        StoredSchedule read = created("nightly", DUE);
        store().replaceSchedule(read.withWakeAt(null));

        assertThat(store().replaceSchedule(read.withWakeAt(DUE.plusSeconds(9)))).isFalse();
        assertThat(store().commitSchedule(read.withWakeAt(DUE.plusSeconds(9)), List.of()))
                .isFalse();

        assertThat(found("nightly").wakeAt()).isNull();
        assertThat(store().replaceSchedule(schedule("other", DUE))).isFalse();
    }

    @Test
    default void aDeletedScheduleIsGone() {
        StoredSchedule read = created("nightly", DUE);

        assertThat(store().deleteSchedule("nightly")).isTrue();

        assertThat(store().deleteSchedule("nightly")).isFalse();
        assertThat(store().findSchedule("nightly")).isEmpty();
        assertThat(store().replaceSchedule(read)).isFalse();
        assertThat(store().commitSchedule(read, List.of())).isFalse();
        assertThat(store().earliestScheduleWakeUp()).isEmpty();
        assertThat(store().createSchedule(schedule("nightly", null))).isTrue();
    }

    @Test
    default void whoHasReadADeletedScheduleDoesNotReplaceItsSuccessor() {
        StoredSchedule read = created("nightly", DUE);
        store().deleteSchedule("nightly");
        StoredSchedule successor = new StoredSchedule("nightly", 1_000_000, null, false, "{another}", "{}");
        store().createSchedule(successor);

        assertThat(store().replaceSchedule(read)).isFalse();
        assertThat(store().commitSchedule(read, List.of())).isFalse();
        assertThat(store().findSchedule("nightly")).contains(successor);
    }

    @Test
    default void schedulesAreListedById() {
        List<String> ids = List.of("A", "a", "a-1", "a-2", "a_", "b", "é", "😀");
        List.of("é", "a-2", "b", "A", "😀", "a-1", "a", "a_").forEach(id -> created(id, DUE));

        assertThat(ids("", null, 100)).isEqualTo(ids);
        assertThat(ids("", null, 2)).containsExactly("A", "a");
        assertThat(ids("", "a", 3)).containsExactly("a-1", "a-2", "a_");
        assertThat(ids("", "aa", 1)).containsExactly("b");
        assertThat(ids("a-", null, 100)).containsExactly("a-1", "a-2");
        assertThat(ids("a-", "a-1", 100)).containsExactly("a-2");
        assertThat(ids("a_", null, 100)).containsExactly("a_");
        assertThat(ids("", "😀", 100)).isEmpty();
        assertThat(ids("c", null, 100)).isEmpty();
    }

    @Test
    default void theEarliestWakeUpIsKnown() {
        assertThat(store().earliestScheduleWakeUp()).isEmpty();

        created("never", null);
        assertThat(store().earliestScheduleWakeUp()).isEmpty();
        created("later", DUE.plusSeconds(1));
        created("soon", DUE);

        assertThat(store().earliestScheduleWakeUp()).contains(DUE);
    }

    @Test
    default void whatIsDueIsTakenByOne() {
        created("never", null);
        created("later", DUE.plusMillis(1));
        created("due", DUE);
        Instant until = DUE.plusSeconds(10);

        assertThat(store().claimDueSchedules(DUE.minusMillis(1), until, 10)).isEmpty();
        assertThat(store().claimDueSchedules(DUE, until, 10)).containsExactly(found("due"));
        assertThat(store().claimDueSchedules(DUE, until, 10)).isEmpty();
        assertThat(found("due")).isEqualTo(new StoredSchedule("due", 1, until, false, "{definition}", "{progress}"));
        assertThat(store().claimDueSchedules(until, until.plusSeconds(10), 10)).hasSize(2);
    }

    @Test
    default void noMoreAreTakenThanAskedFor() {
        IntStream.range(0, 5).forEach(i -> created("s-" + i, DUE));

        assertThat(store().claimDueSchedules(DUE, DUE.plusSeconds(10), 3)).hasSize(3);
        assertThat(store().claimDueSchedules(DUE, DUE.plusSeconds(10), 3)).hasSize(2);
    }

    @Test
    default void nodesThatLookAtTheSameTimeTakeDifferentOnes() {
        IntStream.range(0, 40).forEach(i -> created("s-" + i, DUE));
        ConcurrentLinkedQueue<String> claimed = new ConcurrentLinkedQueue<>();

        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> {
                            List<StoredSchedule> mine;
                            do {
                                mine = store().claimDueSchedules(DUE, DUE.plusSeconds(10), 3);
                                mine.forEach(schedule -> claimed.add(schedule.scheduleId()));
                            } while (!mine.isEmpty());
                        }))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .join();
        store().claimDueSchedules(DUE, DUE.plusSeconds(10), 100)
                .forEach(schedule -> claimed.add(schedule.scheduleId()));

        assertThat(claimed).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    default void anActionAndItsRunAreWrittenTogether() {
        StoredSchedule read = created("nightly", DUE);
        TestRun run = TestRun.ownedBy(aNode());

        assertThat(store().commitSchedule(read.withWakeAt(DUE.plusSeconds(9)), List.of(run.start())))
                .isTrue();

        assertThat(store().findRun(run.runId())).isPresent();
        assertThat(store().history(run.runId(), 0)).containsExactly(run.started());
        assertThat(found("nightly").version()).isEqualTo(2);
        assertThat(found("nightly").wakeAt()).isEqualTo(DUE.plusSeconds(9));
    }

    @Test
    default void ofTwoThatTakeTheSameActionOneDoes() {
        StoredSchedule read = created("nightly", DUE);
        TestRun first = TestRun.ownedBy(aNode());
        TestRun second = TestRun.ownedBy(aNode());

        assertThat(store().commitSchedule(read, List.of(first.start()))).isTrue();
        assertThat(store().commitSchedule(read, List.of(second.start()))).isFalse();

        assertThat(store().findRun(second.runId())).isEmpty();
    }

    @Test
    default void aTakenWorkflowIdLeavesAllAsItWas() {
        StoredSchedule read = created("nightly", DUE);
        TestRun open = aRunOwnedBy(aNode());
        TestRun other = TestRun.ownedBy(aNode());
        TestRun taken = TestRun.ownedBy(aNode()).withWorkflowId(open.workflowId());

        assertThatExceptionOfType(StoreConflictException.class)
                .isThrownBy(() -> store().commitSchedule(read.withWakeAt(null), List.of(other.start(), taken.start())))
                .extracting(StoreConflictException::kind)
                .isIn(Kind.WORKFLOW_ID_TAKEN, Kind.UNSPECIFIED);

        assertThat(found("nightly")).isEqualTo(read);
        assertThat(store().findRun(other.runId())).isEmpty();
    }

    @Test
    default void changesTakePartInTheCallersTransaction() {
        StoredSchedule kept = created("kept", DUE);
        created("deleted", DUE.plusSeconds(1));

        assertThatThrownBy(() -> inTransaction(() -> {
                    change(kept);
                    assertThat(found("kept").wakeAt()).isNull();
                    assertThat(store().findSchedule("deleted")).isEmpty();
                    assertThat(ids("", null, 10)).containsExactly("created", "kept");
                    throw new TransactionContract.Undo();
                }))
                .isInstanceOf(TransactionContract.Undo.class);
        assertThat(ids("", null, 10)).containsExactly("deleted", "kept");
        assertThat(found("kept")).isEqualTo(kept);

        inTransaction(() -> change(kept));

        assertThat(ids("", null, 10)).containsExactly("created", "kept");
        assertThat(found("kept").version()).isEqualTo(2);
    }

    @Test
    default void actionsTakeNoPartInTheCallersTransaction() {
        StoredSchedule read = created("nightly", DUE);

        assertThatThrownBy(() -> inTransaction(() -> {
                    store().commitSchedule(read.withWakeAt(null), List.of());
                    throw new TransactionContract.Undo();
                }))
                .isInstanceOf(TransactionContract.Undo.class);

        assertThat(found("nightly").wakeAt()).isNull();
    }

    @Test
    default void timesAreComparedToTheMicrosecond() {
        created("due", DUE);

        assertThat(store().claimDueSchedules(DUE.minusNanos(1000), DUE.plusSeconds(1), 10))
                .isEmpty();
        assertThat(store().claimDueSchedules(DUE, DUE.plus(Duration.ofDays(20_000)), 10))
                .hasSize(1);
        assertThat(found("due").wakeAt()).isEqualTo(DUE.plus(Duration.ofDays(20_000)));
    }

    private void change(StoredSchedule kept) {
        assertThat(store().createSchedule(schedule("created", DUE))).isTrue();
        assertThat(store().replaceSchedule(kept.withWakeAt(null))).isTrue();
        assertThat(store().replaceSchedule(kept)).isFalse();
        assertThat(store().deleteSchedule("deleted")).isTrue();
    }

    private StoredSchedule created(String id, Instant wakeAt) {
        assertThat(store().createSchedule(schedule(id, wakeAt))).isTrue();
        return found(id);
    }

    private StoredSchedule found(String id) {
        return store().findSchedule(id).orElseThrow();
    }

    private List<String> ids(String prefix, String after, int limit) {
        return store().listSchedules(prefix, after, limit).stream()
                .map(StoredSchedule::scheduleId)
                .toList();
    }

    private static StoredSchedule schedule(String id, Instant wakeAt) {
        return new StoredSchedule(id, 1, wakeAt, false, "{definition}", "{progress}");
    }
}
