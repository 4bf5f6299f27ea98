package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.engine.activity.ActivityTask;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.history.ActivityTaskReported;
import dev.durable.payload.FailureInfo;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a run that comes to a node makes of its activities. */
class OpenActivitiesTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ACTIVITY = 2;

    @RegisterExtension
    private final ReplayFixture replay =
            new ReplayFixture().workflow(Asking.class).activity(Work.class);

    private final OpenActivities open = new OpenActivities(new RunIdentity(ReplayFixture.RUN_ID, "a", "Asking"));

    @Test
    void activityOfWhichNothingIsStoredIsRecoveredAndWaitsForItsNextAttempt() {
        List<OpenActivities.Recovery> recoveries = adopt(List.of());

        assertThat(recoveries).hasSize(1);
        assertThat(expectsASecondAttempt()).isTrue();
    }

    /** The late word of an attempt that this node has made before it lost the run and got it back. */
    @Test
    void noAttemptIsMadeOfAnActivityWhoseEndWasStoredBeforeTheRunCame() {
        ActivityTaskReported completed = ActivityTaskReported.completed(
                NOW, ACTIVITY, 1, replay.services().payloads().toPayload("done"));

        List<OpenActivities.Recovery> recoveries = adopt(List.of(new StoredMessage(UUID.randomUUID(), completed)));

        assertThat(recoveries).isEmpty();
        assertThat(expectsASecondAttempt()).isFalse();
    }

    private List<OpenActivities.Recovery> adopt(List<StoredMessage> messages) {
        TestRun begun = replay.run(Asking.class);
        begun.start();
        WorkflowInstance instance = replay.replay(begun.history());
        return open.adopt(instance, begun.history().size(), List.of(), messages);
    }

    private boolean expectsASecondAttempt() {
        ActivityTask first = Objects.requireNonNull(open.find(ACTIVITY));
        ActivityTask second = first.resumedFrom(ActivityTaskState.waiting(ACTIVITY, 2, NOW, null, null));
        FailureInfo failure = replay.services().failures().toInfo(new IllegalStateException("late"));
        return open.expects(second, new FailedAttempt(ACTIVITY, 1, NOW, NOW, failure), new Turn());
    }

    @Activity
    interface Work {

        String run();
    }

    @Workflow
    static class Asking {

        private final Work work;

        Asking(Work work) {
            this.work = work;
        }

        @WorkflowMethod
        public String run() {
            return work.run();
        }
    }
}
