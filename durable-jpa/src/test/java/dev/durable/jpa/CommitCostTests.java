package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.RetryState;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.payload.FailureInfo;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.DurableStore;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.store.StoredMessage;
import dev.durable.store.TestRun;
import dev.durable.store.TestTurn;
import dev.durable.store.TurnWrite;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a commit sends to the database; the prices are those of the design. */
abstract class CommitCostTests {

    private final UUID node = UUID.randomUUID();
    private TestStore testStore;

    abstract TestDatabase database();

    /** Commits that a turn of nothing but events needs. */
    abstract int commitsOfOneStatement();

    /** Statements that begin a run, or end it. */
    int statementsOfAStartOrAnEnding() {
        return 2;
    }

    /** Commits that they need. */
    int commitsOfAStartOrAnEnding() {
        return 1;
    }

    /** Statements that insert a number of children. */
    int statementsOfChildren(int count) {
        return count;
    }

    /** Statements that give a run's messages to its successor. */
    int statementsOfMovingMessages() {
        return 2;
    }

    /** Statements that find and lock the receivers of messages. */
    int statementsOfLocking() {
        return 2;
    }

    @BeforeEach
    void open() {
        testStore = new TestStore(database());
    }

    @AfterEach
    void close() {
        testStore.close();
    }

    @Test
    void aTurnOfEventsIsOneStatement() {
        TestRun run = started();

        commit(run.turn().events(run.timerFired(2), run.timer(3)).write());

        assertThat(counting().statements()).hasSize(1);
        assertThat(counting().commits()).isEqualTo(commitsOfOneStatement());
        assertThat(counting().connections()).isEqualTo(1);
    }

    @Test
    void manyTurnsOfEventsAreOneStatement() {
        List<TestRun> runs = IntStream.range(0, 50).mapToObj(i -> started()).toList();

        commit(runs.stream()
                .map(run -> run.turn().events(run.timerFired(2)).write())
                .toArray(TurnWrite[]::new));

        assertThat(counting().statements()).hasSize(1);
        assertThat(counting().commits()).isEqualTo(commitsOfOneStatement());
    }

    @Test
    void aStartTakesNoMoreThanARowAndItsEvents() {
        commit(TestRun.ownedBy(node).start());

        assertThat(counting().statements()).hasSize(statementsOfAStartOrAnEnding());
        assertThat(counting().commits()).isEqualTo(commitsOfAStartOrAnEnding());
        assertThat(counting().connections()).isEqualTo(1);
    }

    @Test
    void aClosingTurnTakesNoMoreThanItsEventsAndAnUpdate() {
        TestRun run = started();

        commit(run.close(2));

        assertThat(counting().statements()).hasSize(statementsOfAStartOrAnEnding());
        assertThat(counting().commits()).isEqualTo(commitsOfAStartOrAnEnding());
    }

    @Test
    void mixedTurnsTakeAsManyStatementsHoweverManyTheyAre() {
        commit(mixedTurns(1).toArray(TurnWrite[]::new));
        List<String> ofFew = counting().statements();

        commit(mixedTurns(25).toArray(TurnWrite[]::new));

        assertThat(counting().statements()).hasSameSizeAs(ofFew);
        assertThat(counting().commits()).isEqualTo(1);
        assertThat(counting().statements()).noneMatch(sql -> sql.stripLeading().startsWith("select"));
    }

    @Test
    void childrenBeginInTheCommitOfTheirParent() {
        TestRun parent = started();
        TestTurn turn = parent.turn().events(parent.timerFired(2));
        IntStream.range(0, 25).forEach(i -> turn.begins(TestRun.ownedBy(node).start()));

        commit(turn.write());

        int eventsOfParentAndChildren = 2;
        assertThat(counting().statements()).hasSize(eventsOfParentAndChildren + statementsOfChildren(25));
        assertThat(counting().commits()).isEqualTo(1);
        assertThat(counting().connections()).isEqualTo(1);
    }

    @Test
    void aChildThatClosesTellsItsParentInTheSameCommit() {
        TestRun parent = started();
        TestRun child = TestRun.ownedBy(node);
        commit(child.turn()
                .starts(parent.runId(), WorkflowIdReusePolicy.ALLOW_DUPLICATE)
                .events(child.started())
                .write());

        commit(child.turn()
                .events(child.completed(2))
                .closes(WorkflowStatus.COMPLETED)
                .sends(parent.signal("done"), new Receiver.Parent(UUID.randomUUID()))
                .write());

        int eventAndEnding = 2;
        int messageAndCounter = 2;
        assertThat(counting().statements()).hasSize(eventAndEnding + messageAndCounter + statementsOfLocking());
        assertThat(counting().commits()).isEqualTo(1);
    }

    @Test
    void runsGoOnAsNewOnesInOneCommit() {
        commit(continued(1));
        List<String> ofOne = counting().statements();
        assertThat(counting().commits()).isEqualTo(1);

        commit(continued(25));

        int eventsEndingAndMovedMessages = 3 + statementsOfMovingMessages();
        assertThat(ofOne).hasSize(eventsEndingAndMovedMessages + statementsOfChildren(1));
        assertThat(counting().statements()).hasSize(eventsEndingAndMovedMessages + statementsOfChildren(25));
        assertThat(counting().commits()).isEqualTo(1);
    }

    @Test
    void searchAttributesAreWrittenInTheCommitOfTheTurn() {
        SearchAttributes attributes = SearchAttributes.of(SearchAttributeKey.keyword("customer"), "ada")
                .with(SearchAttributeKey.keywordList("tags"), List.of("a", "b", "c"));
        TestRun run = TestRun.ownedBy(node);

        commit(run.turn()
                .starts()
                .events(run.started())
                .searchAttributes(attributes)
                .write());

        int runAndEventsAndAttributes = 3;
        assertThat(counting().statements()).hasSize(runAndEventsAndAttributes);
        assertThat(counting().commits()).isEqualTo(1);

        commit(run.turn().events(run.timerFired(2)).searchAttributes(attributes).write());

        int eventAndReplacedAttributes = 3;
        assertThat(counting().statements()).hasSize(eventAndReplacedAttributes);
        assertThat(counting().commits()).isEqualTo(1);
    }

    private TurnWrite[] continued(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> started())
                .map(run -> run.turn()
                        .events(run.completed(2))
                        .continuesAs(TestRun.ownedBy(node)
                                .withWorkflowId(run.workflowId())
                                .start())
                        .write())
                .toArray(TurnWrite[]::new);
    }

    @Test
    void aTurnThatIsWrittenInACallersTransactionTakesNoOtherConnection() {
        TestRun run = TestRun.ownedBy(node);
        counting().reset();

        Transactions.jdbc(testStore.dataSource())
                .executeWithoutResult(status ->
                        testStore.store().currentTransaction().orElseThrow().write(run.start()));

        assertThat(counting().connections()).isEqualTo(1);
        assertThat(counting().statements()).hasSize(2);
        assertThat(counting().commits()).isEqualTo(1);
    }

    final UUID node() {
        return node;
    }

    final DurableStore store() {
        return testStore.store();
    }

    /** Turns of every kind. */
    private List<TurnWrite> mixedTurns(int ofEachKind) {
        List<TurnWrite> turns = new ArrayList<>();
        for (int i = 0; i < ofEachKind; i++) {
            TestRun going = started();
            TestRun signaled = started();
            StoredMessage message = going.signal("cancel");
            testStore.store().addMessage(signaled.runId(), message.messageId(), message.event());
            turns.add(TestRun.ownedBy(node).start());
            turns.add(started().close(2));
            turns.add(signaled.turn()
                    .events(message.event().at(2, message.event().time()))
                    .consumes(message)
                    .parks(signaled.signal("unknown"))
                    .write());
            turns.add(going.turn()
                    .events(going.timer(2))
                    .task(ActivityTaskState.waiting(2, 2, going.startedAt(), null, null))
                    .endsTask(1)
                    .fails(new FailedAttempt(2, 1, going.startedAt(), null, failure()))
                    .write());
        }
        TestRun passing = TestRun.ownedBy(node);
        turns.add(passing.turn()
                .starts()
                .events(passing.started(), passing.completed(2))
                .closes(WorkflowStatus.COMPLETED)
                .write());
        return turns;
    }

    private static FailureInfo failure() {
        return new FailureInfo(
                FailureInfo.Kind.ACTIVITY,
                "Payments.charge",
                "declined",
                "",
                false,
                List.of(),
                new FailureInfo.FailedActivity(2, 1, RetryState.TIMEOUT),
                null);
    }

    final TestRun started() {
        TestRun run = TestRun.ownedBy(node);
        testStore.store().commit(List.of(run.start()));
        return run;
    }

    final void commit(TurnWrite... turns) {
        counting().reset();
        testStore.store().commit(List.of(turns));
    }

    final CountingDataSource counting() {
        return testStore.counting();
    }
}
