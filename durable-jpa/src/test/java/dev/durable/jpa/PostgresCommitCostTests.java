package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoredMessage;
import dev.durable.store.TestRun;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresCommitCostTests extends CommitCostTests {

    private static final TestDatabase DATABASE = TestDatabase.postgres();

    @Override
    TestDatabase database() {
        return DATABASE;
    }

    /** The statement commits by itself. */
    @Override
    int commitsOfOneStatement() {
        return 0;
    }

    @Override
    int statementsOfAStartOrAnEnding() {
        return 1;
    }

    @Override
    int commitsOfAStartOrAnEnding() {
        return 0;
    }

    @Override
    int statementsOfChildren(int count) {
        return 1;
    }

    @Override
    int statementsOfMovingMessages() {
        return 1;
    }

    @Override
    int statementsOfLocking() {
        return 1;
    }

    @Test
    void startsEventsAndEndingsOfManyTurnsAreOneStatement() {
        List<TurnWrite> turns = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            turns.add(TestRun.ownedBy(node()).start());
            turns.add(started().append(2));
            turns.add(started().close(2));
        }

        commit(turns.toArray(TurnWrite[]::new));

        assertThat(counting().statements()).hasSize(1);
        assertThat(counting().commits()).isZero();
    }

    @Test
    void oneEndingThatIsRefusedUndoesTheWholeStatement() {
        TestRun going = started();
        TestRun ending = started();
        StoredMessage message = ending.signal("cancel");
        store().addMessage(ending.runId(), message.messageId(), message.event());
        TurnWrite start = TestRun.ownedBy(node()).start();

        assertThatThrownBy(() -> commit(start, going.append(2), ending.close(2)))
                .isInstanceOf(StoreConflictException.class);

        assertThat(store().findRun(start.runId())).isEmpty();
        assertThat(store().history(going.runId(), 1)).isEmpty();
        assertThat(store().history(ending.runId(), 1)).isEmpty();
    }
}
