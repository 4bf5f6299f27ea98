package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.client.CodeVersionUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link OwnershipStore}. */
interface OwnershipContract extends StoreUnderTest {

    Set<String> QUEUES = Set.of("default", "other");
    Set<String> TYPES = Set.of("OrderWorkflow", "InvoiceWorkflow");
    Duration SHORT = Duration.ofMillis(1);

    @Test
    default void aRegisteredNodeRenewsItsLease() {
        UUID node = aNode();

        assertThat(store().renewLease(node, LONG)).isTrue();
        assertThat(store().renewLease(node, LONG)).isTrue();
    }

    @Test
    default void aLeaseThatHasEndedIsNotRenewed() {
        UUID node = UUID.randomUUID();
        store().registerNode(node, "a", SHORT);

        await().until(() -> !store().renewLease(node, SHORT));

        assertThat(store().renewLease(node, LONG)).isFalse();
    }

    @Test
    default void othersAreAliveWhileTheirLeasesAreValid() {
        UUID node = aNode();
        UUID other = UUID.randomUUID();
        assertThat(store().areOthersAlive(node)).isFalse();

        store().registerNode(other, "other", LONG);
        assertThat(store().areOthersAlive(node)).isTrue();

        store().registerNode(UUID.randomUUID(), "other", SHORT);
        await().until(() -> !store().areOthersAlive(node));
    }

    @Test
    default void itIsKnownForHowLongANodeWhoseNameWasTakenMayNotKnowIt() {
        UUID node = aNode();
        UUID other = UUID.randomUUID();
        store().registerNode(other, "other", LONG);
        assertThat(store().supersededFor()).isZero();

        UUID successor = UUID.randomUUID();
        store().registerNode(successor, "other", SHORT);

        assertThat(store().supersededFor())
                .isPositive()
                .isLessThanOrEqualTo(LONG)
                .isGreaterThan(LONG.dividedBy(2));
        assertThat(store().renewLease(other, LONG)).isFalse();
        assertThat(store().nodes()).extracting(StoredNode::nodeId).containsExactlyInAnyOrder(node, successor);
        assertThat(store().freeRunsOfDeadNodes(10).count()).isZero();
        assertThat(store().supersededFor()).isPositive();
    }

    @Test
    default void aNodeWhoseNameWasTakenIsForgottenWhenItsLeaseHasEnded() {
        UUID first = UUID.randomUUID();
        store().registerNode(first, "other", Duration.ofMillis(200));
        store().registerNode(UUID.randomUUID(), "other", LONG);

        await().until(() -> store().supersededFor().isZero());
        store().freeRunsOfDeadNodes(10);

        assertThat(store().pendingWork(aNode(), QUEUES).deadNodes()).isFalse();
    }

    @Test
    default void aNodeThatRegistersAgainSupersedesNobody() {
        UUID node = UUID.randomUUID();
        store().registerNode(node, "a", LONG);
        store().registerNode(node, "a", LONG);
        store().deregisterNode(node);
        store().registerNode(UUID.randomUUID(), "a", LONG);

        assertThat(store().supersededFor()).isZero();
    }

    @Test
    default void anUnknownNodeRenewsNothing() {
        assertThat(store().renewLease(UUID.randomUUID(), LONG)).isFalse();
    }

    @Test
    default void aNodeMayRegisterAgain() {
        UUID node = UUID.randomUUID();
        store().registerNode(node, "a", SHORT);
        await().until(() -> !store().renewLease(node, SHORT));

        store().registerNode(node, "a", LONG);

        assertThat(store().renewLease(node, LONG)).isTrue();
    }

    @Test
    default void aSuccessorOfTheSameNameEndsTheLeaseOfItsPredecessor() {
        UUID predecessor = UUID.randomUUID();
        UUID bystander = aNode();
        store().registerNode(predecessor, "stable", LONG);
        TestRun run = aRunOwnedBy(predecessor);

        store().registerNode(UUID.randomUUID(), "stable", LONG);

        assertThat(store().renewLease(predecessor, LONG)).isFalse();
        assertThat(store().renewLease(bystander, LONG)).isTrue();
        assertThat(store().freeRunsOfDeadNodes(10).count()).isEqualTo(1);
        assertThat(row(run).owner()).isNull();
    }

    @Test
    default void runsOfANodeThatLeavesAreFreeAndDue() {
        UUID node = aNode();
        TestRun run = aRunOwnedBy(node);
        TestRun closed = aRunOwnedBy(node);
        store().commit(List.of(closed.close(2)));
        TestRun ofOther = aRunOwnedBy(aNode());

        store().deregisterNode(node);

        assertThat(store().renewLease(node, LONG)).isFalse();
        assertThat(claim(aNode(), 10)).containsExactly(run.runId());
        assertThat(row(closed).wakeAt()).isNull();
        assertThat(row(ofOther).owner()).isEqualTo(ofOther.nodeId());
    }

    @Test
    default void runsOfDeadNodesAreFreedInChunks() {
        UUID dead = UUID.randomUUID();
        store().registerNode(dead, "dead", LONG);
        List<TestRun> runs = runs(5, dead);
        TestRun alive = aRunOwnedBy(aNode());
        assertThat(store().freeRunsOfDeadNodes(10).count()).isZero();
        store().registerNode(dead, "dead", SHORT);

        await().until(() -> store().freeRunsOfDeadNodes(3).count() == 3);
        assertThat(runs).filteredOn(run -> row(run).owner() != null).hasSize(2);
        assertThat(store().freeRunsOfDeadNodes(3).count()).isEqualTo(2);
        assertThat(store().freeRunsOfDeadNodes(3).count()).isZero();

        assertThat(claim(aNode(), 10)).hasSize(5);
        assertThat(row(alive).owner()).isEqualTo(alive.nodeId());
    }

    @Test
    default void runsOfNodesThatAreNotRegisteredAreFreed() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        runs(2, one);
        runs(2, other);
        aRunOwnedBy(aNode());

        FreedRuns first = store().freeRunsOfDeadNodes(3);
        FreedRuns second = store().freeRunsOfDeadNodes(3);

        assertThat(first.count()).isEqualTo(3);
        assertThat(first.left()).isTrue();
        assertThat(first.nodes()).containsExactlyInAnyOrder(one.toString(), other.toString());
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.left()).isFalse();
    }

    @Test
    default void ownersOfFreedRunsAreNamed() {
        UUID node = UUID.randomUUID();
        store().registerNode(node, "shop-1", SHORT);
        runs(2, node);
        await().until(() -> !store().renewLease(node, SHORT));

        assertThat(store().freeRunsOfDeadNodes(10)).isEqualTo(new FreedRuns(2, List.of("shop-1"), false));
        assertThat(store().freeRunsOfDeadNodes(10)).isEqualTo(new FreedRuns(0, List.of(), false));
    }

    @Test
    default void aClaimedRunIsOwnedAndNotDueAnyMore() {
        TestRun run = TestRun.free(past());
        store().commit(List.of(run.start()));
        UUID node = aNode();

        List<StoredRun> claimed = store().claimRuns(node, new HostedWork(QUEUES, TYPES), 10);

        assertThat(claimed).containsExactly(row(run));
        assertThat(row(run).owner()).isEqualTo(node);
        assertThat(row(run).wakeAt()).isNull();
        assertThat(store().claimRuns(node, new HostedWork(QUEUES, TYPES), 10)).isEmpty();
        store().commit(List.of(run.writtenBy(node).close(2)));
    }

    @Test
    default void onlyRunsThatAreDueAreClaimed() {
        TestRun due = TestRun.free(past());
        TestRun later = TestRun.free(Instant.now().plus(LONG));
        TestRun sleeping = TestRun.free(null);
        TestRun owned = TestRun.ownedBy(aNode());
        TestRun closed = TestRun.free(past());
        store().commit(List.of(
                due.start(), later.start(), sleeping.start(), owned.start(), TurnContract.startAndClose(closed)));

        assertThat(claim(aNode(), 10)).containsExactly(due.runId());
    }

    @Test
    default void runsAreClaimedOnTheirQueuesAndOfTheirTypesOnly() {
        TestRun order = TestRun.free(past());
        TestRun invoice = TestRun.free(past()).withWorkflowType("InvoiceWorkflow");
        TestRun other = TestRun.free(past()).withTaskQueue("other");
        store().commit(List.of(order.start(), invoice.start(), other.start()));
        UUID node = aNode();

        assertThat(store().claimRuns(node, new HostedWork(Set.of("nobody"), TYPES), 10))
                .isEmpty();
        assertThat(store().claimRuns(node, new HostedWork(QUEUES, Set.of("Nothing")), 10))
                .isEmpty();
        assertThat(store().claimRuns(node, new HostedWork(Set.of(), TYPES), 10)).isEmpty();
        assertThat(store().claimRuns(node, new HostedWork(QUEUES, Set.of()), 10))
                .isEmpty();
        assertThat(ids(store().claimRuns(node, new HostedWork(Set.of("other"), TYPES), 10)))
                .containsExactly(other.runId());
        assertThat(ids(store().claimRuns(node, new HostedWork(QUEUES, Set.of("InvoiceWorkflow")), 10)))
                .containsExactly(invoice.runId());
        assertThat(claim(node, 10)).containsExactly(order.runId());
    }

    @Test
    default void pinnedRunsAreClaimedWithTheirVersionOnly() {
        TestRun ofOne = TestRun.free(past());
        TestRun ofTwo = TestRun.free(past());
        TestRun ofAny = TestRun.free(past());
        store().commit(List.of(
                ofOne.turn().startsPinnedTo("one").events(ofOne.started()).write(),
                ofTwo.turn().startsPinnedTo("two").events(ofTwo.started()).write(),
                ofAny.start()));
        HostedWork withOne = new HostedWork(QUEUES, TYPES, "one", Set.of());
        HostedWork withoutVersion = new HostedWork(QUEUES, TYPES);

        assertThat(store().codeVersions())
                .containsExactly(
                        new CodeVersionUse("one", "OrderWorkflow", 1), new CodeVersionUse("two", "OrderWorkflow", 1));
        assertThat(ids(store().claimRuns(aNode(), withoutVersion, 10))).containsExactly(ofAny.runId());
        assertThat(ids(store().claimRuns(aNode(), withOne, 10))).containsExactly(ofOne.runId());
        assertThat(row(ofOne).codeVersion()).isEqualTo("one");
        assertThat(row(ofTwo).owner()).isNull();
    }

    @Test
    default void runsOfPinnedTypesArePinnedWhenTheyAreClaimed() {
        TestRun pinned = TestRun.free(past());
        TestRun other = TestRun.free(past()).withWorkflowType("InvoiceWorkflow");
        TestRun already = TestRun.free(past());
        store().commit(List.of(
                pinned.start(),
                other.start(),
                already.turn().startsPinnedTo("one").events(already.started()).write()));

        List<StoredRun> claimed =
                store().claimRuns(aNode(), new HostedWork(QUEUES, TYPES, "one", Set.of("OrderWorkflow")), 10);

        assertThat(claimed).contains(row(pinned), row(other), row(already)).hasSize(3);
        assertThat(row(pinned).codeVersion()).isEqualTo("one");
        assertThat(row(other).codeVersion()).isNull();
        assertThat(store().codeVersions()).containsExactly(new CodeVersionUse("one", "OrderWorkflow", 2));
        store().commit(List.of(pinned.writtenBy(claimed.get(0).owner()).close(2)));
        assertThat(store().codeVersions()).containsExactly(new CodeVersionUse("one", "OrderWorkflow", 1));
    }

    @Test
    default void nodeIsToldWhatThereIsToDo() {
        UUID node = aNode();
        assertThat(store().pendingWork(node, QUEUES)).isEqualTo(new PendingWork(false, false, false, false, null));

        store().commit(List.of(
                TestRun.free(Instant.now().plus(LONG)).start(),
                TestRun.free(null).start()));
        TestRun own = aRunOwnedBy(node);
        assertThat(store().pendingWork(node, QUEUES)).isEqualTo(new PendingWork(false, false, false, false, null));

        StoredMessage message = own.signal("cancel");
        store().addMessage(own.runId(), message.messageId(), message.event());
        assertThat(store().pendingWork(node, QUEUES)).isEqualTo(new PendingWork(false, true, false, false, null));
        assertThat(store().pendingWork(aNode(), QUEUES).ownMessages()).isFalse();

        store().commit(List.of(TestRun.free(past()).start()));
        assertThat(store().pendingWork(node, QUEUES).freeRuns()).isTrue();

        store().registerNode(UUID.randomUUID(), "dead", Duration.ZERO);
        assertThat(store().pendingWork(node, QUEUES).deadNodes()).isTrue();
    }

    @Test
    default void noMoreRunsThanTheLimitAreClaimed() {
        IntStream.range(0, 5)
                .forEach(i -> store().commit(List.of(TestRun.free(past()).start())));
        UUID node = aNode();

        assertThat(claim(node, 3)).hasSize(3);
        assertThat(claim(node, 3)).hasSize(2);
        assertThat(claim(node, 3)).isEmpty();
    }

    @Test
    default void noRunIsClaimedTwiceByNodesThatClaimAtTheSameTime() throws Exception {
        List<TestRun> runs =
                IntStream.range(0, 200).mapToObj(i -> TestRun.free(past())).toList();
        store().commit(runs.stream().map(TestRun::start).toList());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<UUID>> claimant = () -> claimUntilAllAreOwned(runs);
            List<Future<List<UUID>>> claims = threads.invokeAll(List.of(claimant, claimant, claimant, claimant));
            List<UUID> claimed = new ArrayList<>();
            for (Future<List<UUID>> claim : claims) {
                claimed.addAll(claim.get());
            }

            assertThat(claimed).hasSize(200).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void oneRunCanBeClaimedWhetherItIsDueOrNot() {
        TestRun due = TestRun.free(past());
        TestRun later = TestRun.free(Instant.now().plus(LONG));
        TestRun sleeping = TestRun.free(null).withTaskQueue("elsewhere").withWorkflowType("Unknown");
        store().commit(List.of(due.start(), later.start(), sleeping.start()));
        UUID node = aNode();

        assertThat(List.of(due, later, sleeping)).allSatisfy(run -> {
            assertThat(store().claimRun(node, run.runId())).contains(row(run));
            assertThat(row(run).owner()).isEqualTo(node);
            assertThat(row(run).wakeAt()).isNull();
        });
    }

    @Test
    default void aRunThatIsOwnedOrClosedOrMissingCannotBeClaimed() {
        UUID node = aNode();
        TestRun owned = aRunOwnedBy(aNode());
        TestRun own = aRunOwnedBy(node);
        TestRun closed = aRunOwnedBy(node);
        store().commit(List.of(closed.close(2)));

        assertThat(store().claimRun(node, owned.runId())).isEmpty();
        assertThat(store().claimRun(node, own.runId())).isEmpty();
        assertThat(store().claimRun(node, closed.runId())).isEmpty();
        assertThat(store().claimRun(node, UUID.randomUUID())).isEmpty();
        assertThat(row(owned).owner()).isEqualTo(owned.nodeId());
        assertThat(row(closed).owner()).isNull();
    }

    @Test
    default void aNodeWhoseLeaseIsNotValidClaimsNoRuns() {
        UUID late = UUID.randomUUID();
        store().registerNode(late, "late", SHORT);
        UUID left = aNode();
        store().deregisterNode(left);
        UUID replaced = UUID.randomUUID();
        store().registerNode(replaced, "replaced", LONG);
        store().registerNode(UUID.randomUUID(), "replaced", LONG);
        await().until(() -> !store().renewLease(late, SHORT));
        TestRun run = TestRun.free(past());
        store().commit(List.of(run.start()));

        assertThat(List.of(late, left, replaced, UUID.randomUUID())).allSatisfy(node -> {
            assertThat(claim(node, 10)).isEmpty();
            assertThat(store().claimRun(node, run.runId())).isEmpty();
        });

        assertThat(row(run).owner()).isNull();
        assertThat(row(run).wakeAt()).isNotNull();
        assertThat(claim(aNode(), 10)).containsExactly(run.runId());
    }

    @Test
    default void oneRunIsClaimedByOneOfManyNodes() throws Exception {
        List<UUID> nodes = List.of(aNode(), aNode(), aNode());
        UUID other = aNode();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                TestRun run = TestRun.free(past());
                store().commit(List.of(run.start()));
                List<Callable<Integer>> claimants = new ArrayList<>();
                nodes.forEach(node -> claimants.add(
                        () -> (int) store().claimRun(node, run.runId()).stream().count()));
                claimants.add(() -> claim(other, 10).size());

                int claims = 0;
                for (Future<Integer> claim : threads.invokeAll(claimants)) {
                    claims += claim.get();
                }

                assertThat(claims).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    default void anOpenRunIsTakenFromItsOwnerAndDue() {
        UUID node = aNode();
        TestRun owned = aRunOwnedBy(node);
        signal(owned);
        TestRun sleeping = TestRun.free(null);
        TestRun closed = aRunOwnedBy(node);
        store().commit(List.of(sleeping.start(), closed.close(2)));

        List.of(owned, sleeping, closed).forEach(run -> store().freeRun(run.runId()));
        store().freeRun(UUID.randomUUID());

        assertThat(claim(aNode(), 10)).containsExactlyInAnyOrder(owned.runId(), sleeping.runId());
        assertThat(row(owned).pendingMessages()).isOne();
        assertThat(row(closed).wakeAt()).isNull();
    }

    @Test
    default void ownedRunsAreTheOpenOnesOfTheNode() {
        UUID node = aNode();
        TestRun begun = aRunOwnedBy(node);
        TestRun free = TestRun.free(past());
        TestRun closed = TestRun.ownedBy(node);
        aRunOwnedBy(aNode());
        store().commit(List.of(free.start(), TurnContract.startAndClose(closed)));
        claim(node, 10);

        assertThat(store().ownedRuns(node)).containsExactlyInAnyOrder(begun.runId(), free.runId());
        assertThat(store().ownedRuns(aNode())).isEmpty();
    }

    @Test
    default void ownedRunsWithMessagesAreThoseOfTheNodeUpToTheLimit() {
        UUID node = aNode();
        List<TestRun> runs = runs(3, node);
        aRunOwnedBy(node);
        TestRun ofOther = aRunOwnedBy(aNode());
        runs.forEach(this::signal);
        signal(ofOther);

        assertThat(store().ownedRunsWithMessages(node, 10))
                .containsExactlyInAnyOrderElementsOf(
                        runs.stream().map(TestRun::runId).toList());
        assertThat(store().ownedRunsWithMessages(node, 2)).hasSize(2);
    }

    @Test
    default void aReleasedRunIsFreeAndDueWhenItsOwnerSaid() {
        UUID node = aNode();
        TestRun sleeping = aRunOwnedBy(node);
        TestRun waiting = aRunOwnedBy(node);
        Instant wakeAt = StoreUnderTest.now().plus(LONG);

        Collection<UUID> released = store().releaseRuns(
                        node,
                        List.of(new RunRelease(sleeping.runId(), wakeAt, 0), new RunRelease(waiting.runId(), null, 0)));

        assertThat(released).containsExactlyInAnyOrder(sleeping.runId(), waiting.runId());
        assertThat(row(sleeping).owner()).isNull();
        assertThat(row(sleeping).wakeAt()).isEqualTo(wakeAt);
        assertThat(row(waiting).owner()).isNull();
        assertThat(row(waiting).wakeAt()).isNull();
    }

    @Test
    default void aRunIsNotReleasedWithMessagesThatItsOwnerHasNotSeen() {
        UUID node = aNode();
        TestRun run = aRunOwnedBy(node);
        signal(run);

        assertThat(store().releaseRuns(node, List.of(new RunRelease(run.runId(), null, 0))))
                .isEmpty();
        assertThat(row(run).owner()).isEqualTo(node);
        assertThat(store().ownedRunsWithMessages(node, 10)).containsExactly(run.runId());

        assertThat(store().releaseRuns(node, List.of(new RunRelease(run.runId(), null, 1))))
                .containsExactly(run.runId());
    }

    @Test
    default void onlyTheOwnerReleasesARun() {
        TestRun run = aRunOwnedBy(aNode());
        TestRun closed = aRunOwnedBy(run.nodeId());
        store().commit(List.of(closed.close(2)));

        assertThat(store().releaseRuns(aNode(), List.of(new RunRelease(run.runId(), past(), 0))))
                .isEmpty();
        assertThat(store().releaseRuns(run.nodeId(), List.of(new RunRelease(closed.runId(), past(), 0))))
                .isEmpty();
        assertThat(store().releaseRuns(run.nodeId(), List.of())).isEmpty();
        assertThat(row(run).owner()).isEqualTo(run.nodeId());
        assertThat(row(closed).wakeAt()).isNull();
    }

    /** A claim may come back empty because others hold locks for a moment, so the end is when all are owned. */
    private List<UUID> claimUntilAllAreOwned(List<TestRun> runs) {
        UUID node = StoreUnderTest.retrying(this::aNode);
        List<UUID> claimed = new ArrayList<>();
        while (runs.stream().anyMatch(run -> row(run).owner() == null)) {
            claimed.addAll(StoreUnderTest.retrying(() -> claim(node, 7)));
        }
        return claimed;
    }

    private List<TestRun> runs(int count, UUID owner) {
        return IntStream.range(0, count).mapToObj(i -> aRunOwnedBy(owner)).toList();
    }

    private void signal(TestRun run) {
        StoredMessage message = run.signal("cancel");
        store().addMessage(run.runId(), message.messageId(), message.event());
    }

    private List<UUID> claim(UUID node, int limit) {
        return ids(store().claimRuns(node, new HostedWork(QUEUES, TYPES), limit));
    }

    private static List<UUID> ids(List<StoredRun> runs) {
        return runs.stream().map(StoredRun::runId).toList();
    }

    private static Instant past() {
        return StoreUnderTest.now().minusSeconds(60);
    }
}
