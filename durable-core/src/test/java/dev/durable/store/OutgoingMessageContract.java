package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowStatus;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.StoreConflictException.Kind;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** {@link TurnOutput#messages}. */
interface OutgoingMessageContract extends StoreUnderTest {

    @Test
    default void aMessageReachesARunAndMakesItDue() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun receiver = aRunOwnedBy(aNode());
        StoredMessage message = receiver.signal("hello");

        CommitResult result = store().commit(List.of(send(sender, message, run(receiver))));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(store().lastEvent(sender.runId())).contains(sender.timer(2));
        assertThat(store().messages(receiver.runId())).containsExactly(message);
        assertThat(row(receiver).pendingMessages()).isEqualTo(1);
        assertThat(row(receiver).wakeAt())
                .isBetween(
                        Instant.now().minus(Duration.ofMinutes(1)),
                        Instant.now().plusSeconds(1));
        assertThat(store().ownedRunsWithMessages(receiver.nodeId(), 10)).containsExactly(receiver.runId());
    }

    @Test
    default void aMessageReachesTheOpenRunOfAWorkflowId() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun closed = aRunOwnedBy(sender.nodeId());
        store().commit(List.of(closed.close(2)));
        TestRun receiver = TestRun.ownedBy(sender.nodeId()).withWorkflowId(closed.workflowId());
        store().commit(List.of(receiver.start()));
        StoredMessage message = receiver.signal("hello");

        CommitResult result =
                store().commit(List.of(send(sender, message, new Receiver.OpenRun(receiver.workflowId()))));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(store().messages(receiver.runId())).containsExactly(message);
        assertThat(store().messages(closed.runId())).isEmpty();
        assertThat(row(receiver).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aMessageReachesTheParent() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = childOf(parent);
        StoredMessage message = parent.signal("done");

        CommitResult result = store().commit(List.of(child.turn()
                .events(child.completed(2))
                .closes(WorkflowStatus.COMPLETED)
                .sends(message, new Receiver.Parent(UUID.randomUUID()))
                .write()));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(row(child).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(store().messages(parent.runId())).containsExactly(message);
        assertThat(row(parent).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aMessageReachesWhicheverRunOfTheChainIsOpen() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun first = aRunOwnedBy(sender.nodeId());
        UUID begin = UUID.randomUUID();
        TestRun later = TestRun.ownedBy(sender.nodeId());
        store().commit(List.of(
                later.turn().startsInChainOf(begin).events(later.started()).write()));
        StoredMessage toFirst = first.signal("a");
        StoredMessage toLater = later.signal("b");
        StoredMessage toStranger = later.signal("c");

        CommitResult result = store().commit(List.of(sender.turn()
                .events(sender.timer(2))
                .sends(toFirst, new Receiver.Chain(first.workflowId(), first.runId()))
                .sends(toLater, new Receiver.Chain(later.workflowId(), begin))
                .sends(toStranger, new Receiver.Chain(later.workflowId(), UUID.randomUUID()))
                .write()));

        assertThat(result).isEqualTo(new CommitResult(true, ids(toStranger)));
        assertThat(store().messages(first.runId())).containsExactly(toFirst);
        assertThat(store().messages(later.runId())).containsExactly(toLater);
    }

    @Test
    default void aRunMaySendToItself() {
        TestRun run = aRunOwnedBy(aNode());
        StoredMessage message = run.signal("again");

        store().commit(List.of(send(run, message, run(run))));

        assertThat(store().messages(run.runId())).containsExactly(message);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void messagesWithoutAnOpenReceiverAreLeftOut() {
        TestRun parent = aRunOwnedBy(aNode());
        TestRun child = childOf(parent);
        TestRun orphan = aRunOwnedBy(parent.nodeId());
        TestRun closed = aRunOwnedBy(parent.nodeId());
        store().commit(List.of(closed.close(2), parent.close(2)));
        StoredMessage toClosed = closed.signal("a");
        StoredMessage toMissing = closed.signal("b");
        StoredMessage toClosedId = closed.signal("c");
        StoredMessage toMissingId = closed.signal("d");
        StoredMessage toClosedParent = closed.signal("e");
        StoredMessage toNoParent = closed.signal("f");
        StoredMessage delivered = orphan.signal("g");

        CommitResult result = store().commit(List.of(
                child.turn()
                        .events(child.timer(2))
                        .sends(toClosed, run(closed))
                        .sends(toMissing, new Receiver.Run(UUID.randomUUID()))
                        .sends(toClosedId, new Receiver.OpenRun(closed.workflowId()))
                        .sends(toMissingId, new Receiver.OpenRun("no such order"))
                        .sends(toClosedParent, new Receiver.Parent(UUID.randomUUID()))
                        .sends(delivered, run(orphan))
                        .write(),
                send(orphan, toNoParent, new Receiver.Parent(UUID.randomUUID()))));

        assertThat(result)
                .isEqualTo(new CommitResult(
                        true, ids(toClosed, toMissing, toClosedId, toMissingId, toClosedParent, toNoParent)));
        assertThat(store().lastEvent(child.runId())).contains(child.timer(2));
        assertThat(store().messages(closed.runId())).isEmpty();
        assertThat(row(closed).pendingMessages()).isZero();
        assertThat(row(closed).wakeAt()).isNull();
        assertThat(row(parent).pendingMessages()).isZero();
        assertThat(store().messages(orphan.runId())).containsExactly(delivered);
    }

    @Test
    default void manyMessagesReachOneRun() {
        TestRun receiver = aRunOwnedBy(aNode());
        TestRun first = childOf(receiver);
        TestRun second = childOf(receiver);
        List<StoredMessage> messages =
                List.of(receiver.signal("a"), receiver.signal("b"), receiver.signal("c"), receiver.signal("d"));

        store().commit(List.of(
                first.turn()
                        .events(first.timer(2))
                        .sends(messages.get(0), run(receiver))
                        .sends(messages.get(1), new Receiver.Parent(UUID.randomUUID()))
                        .write(),
                second.turn()
                        .events(second.timer(2))
                        .sends(messages.get(2), new Receiver.Parent(UUID.randomUUID()))
                        .sends(messages.get(3), new Receiver.OpenRun(receiver.workflowId()))
                        .write()));

        assertThat(store().messages(receiver.runId())).containsExactlyInAnyOrderElementsOf(messages);
        assertThat(row(receiver).pendingMessages()).isEqualTo(4);
    }

    @Test
    default void aMessageReachesARunThatStartsInTheSameCommit() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun starting = TestRun.ownedBy(sender.nodeId());
        TestRun child = TestRun.ownedBy(sender.nodeId());
        StoredMessage toStarting = starting.signal("a");
        StoredMessage toChild = child.signal("b");

        CommitResult result = store().commit(List.of(
                starting.start(),
                sender.turn()
                        .events(sender.timer(2))
                        .begins(child.start())
                        .sends(toStarting, new Receiver.OpenRun(starting.workflowId()))
                        .sends(toChild, run(child))
                        .write()));

        assertThat(result).isEqualTo(CommitResult.COMPLETE);
        assertThat(store().messages(starting.runId())).containsExactly(toStarting);
        assertThat(store().messages(child.runId())).containsExactly(toChild);
        assertThat(row(child).pendingMessages()).isEqualTo(1);
    }

    @Test
    default void aMessageToARunThatClosedBeforeInTheSameCommitIsLeftOut() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun closing = aRunOwnedBy(sender.nodeId());
        StoredMessage message = closing.signal("late");
        StoredMessage another = closing.signal("too late");

        CommitResult result = store().commit(List.of(
                closing.close(2),
                sender.turn()
                        .events(sender.timer(2))
                        .sends(message, run(closing))
                        .sends(another, new Receiver.OpenRun(closing.workflowId()))
                        .write()));

        assertThat(result).isEqualTo(new CommitResult(true, ids(message, another)));
        assertThat(row(closing).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(store().messages(closing.runId())).isEmpty();
    }

    @Test
    default void theReceiverCannotCloseWithoutSeeingTheMessage() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun receiver = aRunOwnedBy(aNode());
        StoredMessage message = receiver.signal("hello");
        store().commit(List.of(send(sender, message, run(receiver))));

        assertThat(conflictOf(receiver.close(2))).isEqualTo(Kind.MESSAGES_PENDING);

        store().commit(List.of(receiver.turn()
                .events(message.event().at(2, message.event().time()), receiver.completed(3))
                .consumes(message)
                .closes(WorkflowStatus.COMPLETED)
                .write()));
        assertThat(row(receiver).pendingMessages()).isZero();
    }

    @Test
    default void aConflictOfTheSenderUndoesItsMessages() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun receiver = aRunOwnedBy(aNode());

        Kind kind = conflictOf(sender.turn()
                .events(sender.timer(1))
                .sends(receiver.signal("hello"), run(receiver))
                .write());

        assertThat(kind).isEqualTo(Kind.OWNERSHIP_LOST);
        assertThat(store().messages(receiver.runId())).isEmpty();
        assertThat(row(receiver).pendingMessages()).isZero();
        assertThat(row(receiver).wakeAt()).isNull();
    }

    @Test
    default void aMessageIsSentInATransactionToo() {
        TestRun sender = aRunOwnedBy(aNode());
        TestRun receiver = aRunOwnedBy(aNode());
        TestRun closed = aRunOwnedBy(aNode());
        store().commit(List.of(closed.close(2)));
        StoredMessage message = receiver.signal("hello");
        StoredMessage late = closed.signal("late");

        inTransaction(() -> {
            CommitResult result = store().currentTransaction()
                    .orElseThrow()
                    .write(sender.turn()
                            .events(sender.timer(2))
                            .sends(message, run(receiver))
                            .sends(late, run(closed))
                            .write());
            assertThat(result).isEqualTo(new CommitResult(true, ids(late)));
        });

        assertThat(store().messages(receiver.runId())).containsExactly(message);
        assertThat(row(receiver).pendingMessages()).isEqualTo(1);
    }

    /** Each message is either refused, or the closing is. */
    @Test
    default void aMessageThatRacesWithTheClosingIsEitherSeenOrRefused() throws Exception {
        UUID node = aNode();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 30; round++) {
                TestRun sender = aRunOwnedBy(node);
                TestRun receiver = aRunOwnedBy(node);
                StoredMessage message = receiver.signal("hello");
                Receiver to = round % 2 == 0 ? run(receiver) : new Receiver.OpenRun(receiver.workflowId());
                Callable<Boolean> sending =
                        () -> store().commit(List.of(send(sender, message, to))).equals(CommitResult.COMPLETE);
                Callable<Boolean> closing = () -> closes(receiver);

                List<Future<Boolean>> outcomes = threads.invokeAll(List.of(sending, closing));

                boolean sent = outcomes.get(0).get();
                boolean closed = outcomes.get(1).get();
                assertThat(sent).as("sent, and not closed").isNotEqualTo(closed);
                assertThat(store().messages(receiver.runId())).hasSize(sent ? 1 : 0);
                assertThat(row(receiver).pendingMessages()).isEqualTo(sent ? 1 : 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Families that talk to each other across commits, as they do when many runs share a commit. */
    @Test
    default void runsThatSendToEachOtherAtTheSameTimeDoNotBlockEachOther() throws Exception {
        UUID node = aNode();
        List<TestRun> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            runs.add(aRunOwnedBy(node));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            // each of the two updates its own half of the runs, and sends to the other half
            Callable<Integer> evens = () -> parkAndSend(runs, 0);
            Callable<Integer> odds = () -> parkAndSend(runs, 1);
            for (Future<Integer> future : threads.invokeAll(List.of(evens, odds))) {
                assertThat(future.get()).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(runs).allSatisfy(run -> {
            int stored = store().messages(run.runId()).size();
            assertThat(stored).isEqualTo(2 * 15);
            assertThat(row(run).pendingMessages()).isEqualTo(stored);
        });
    }

    private int parkAndSend(List<TestRun> runs, int half) {
        int commits = 0;
        for (int round = 0; round < 15; round++) {
            List<TurnWrite> turns = new ArrayList<>();
            for (int i = half; i < runs.size(); i += 2) {
                TestRun run = runs.get(i);
                TestRun other = runs.get(runs.size() - 1 - i);
                turns.add(run.turn()
                        .events(run.timer(2 + round))
                        .parks(run.signal("unknown"))
                        .sends(other.signal("hello"), run(other))
                        .write());
            }
            store().commit(turns);
            commits++;
        }
        return commits;
    }

    private boolean closes(TestRun run) {
        try {
            store().commit(List.of(run.close(2)));
            return true;
        } catch (StoreConflictException e) {
            assertThat(e.kind()).isEqualTo(Kind.MESSAGES_PENDING);
            return false;
        }
    }

    private TestRun childOf(TestRun parent) {
        TestRun child = TestRun.ownedBy(parent.nodeId());
        store().commit(List.of(child.turn()
                .starts(parent.runId(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .events(child.started())
                .write()));
        return child;
    }

    private static TurnWrite send(TestRun sender, StoredMessage message, Receiver receiver) {
        return sender.turn().events(sender.timer(2)).sends(message, receiver).write();
    }

    private static Receiver run(TestRun receiver) {
        return new Receiver.Run(receiver.runId());
    }

    private static Set<UUID> ids(StoredMessage... messages) {
        return Set.of(List.of(messages).stream().map(StoredMessage::messageId).toArray(UUID[]::new));
    }
}
