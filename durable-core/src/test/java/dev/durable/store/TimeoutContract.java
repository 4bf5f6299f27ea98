package dev.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.StoreConflictException.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A timeout does not overtake a message, which may be the result that the activity has had in time: {@link TurnWrite#mustHaveSeenAllMessages}. */
interface TimeoutContract extends StoreUnderTest {

    @Test
    default void anActivityDoesNotTimeOutWhileAMessageWaits() {
        TestRun run = aRunWithAnActivity();
        StoredMessage message = run.signal("report");
        store().addMessage(run.runId(), message.messageId(), message.event());

        assertThat(conflictOf(timesOut(run).write())).isEqualTo(Kind.MESSAGES_PENDING);

        assertThat(store().activityTasks(run.runId())).hasSize(1);
        assertThat(row(run).pendingMessages()).isEqualTo(1);
        store().commit(List.of(timesOut(run).consumes(message).write()));
        assertThat(store().activityTasks(run.runId())).isEmpty();
    }

    /** What was kept counts even if the attempt is over. */
    @Test
    default void anAttemptIsRepeatedAlthoughAMessageWaits() {
        TestRun run = aRunWithAnActivity();
        StoredMessage message = run.signal("report");
        store().addMessage(run.runId(), message.messageId(), message.event());

        store().commit(List.of(run.turn()
                .task(new ActivityTaskState(2, 2, Stage.WAITING, now(), null, null))
                .write()));

        assertThat(store().activityTasks(run.runId())).singleElement().returns(2, ActivityTaskState::attempt);
    }

    @Test
    default void aParkedMessageHasBeenSeen() {
        TestRun run = aRunWithAnActivity();
        StoredMessage parked = run.signal("unknown");
        store().commit(List.of(run.turn().parks(parked).write()));
        StoredMessage other = run.signal("unknown, too");

        store().commit(List.of(timesOut(run).parks(other).write()));

        assertThat(store().messages(run.runId())).containsExactlyInAnyOrder(parked, other);
        assertThat(store().activityTasks(run.runId())).isEmpty();
    }

    @Test
    default void anActivityOfARunOfAnotherOwnerDoesNotTimeOut() {
        TestRun run = aRunWithAnActivity();

        assertThat(conflictOf(timesOut(run.writtenBy(aNode())).write())).isEqualTo(Kind.OWNERSHIP_LOST);
    }

    private TestRun aRunWithAnActivity() {
        TestRun run = aRunOwnedBy(aNode());
        store().commit(List.of(run.turn()
                .task(new ActivityTaskState(2, 1, Stage.OUTSIDE, now(), null, null))
                .write()));
        return run;
    }

    private static TestTurn timesOut(TestRun run) {
        return run.turn()
                .events(new ActivityTaskTimedOut(
                        2, now(), 2, 1, TimeoutType.START_TO_CLOSE, "too late", null, RetryState.TIMEOUT))
                .endsTask(2);
    }

    private static Instant now() {
        return Instant.parse("2026-11-29T12:00:00Z");
    }
}
