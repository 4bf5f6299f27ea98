package dev.durable.engine.activity;

import static dev.durable.engine.activity.ActivityFixture.START;
import static dev.durable.engine.activity.ActivityFixture.task;
import static dev.durable.engine.activity.ActivityFixture.tenSeconds;
import static dev.durable.engine.activity.TextPayloads.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Progress that is stored while an attempt is under way. */
class AttemptProgressTests {

    private static final ActivityTimeouts EVERY_TEN_SECONDS =
            new ActivityTimeouts(Duration.ofHours(1), null, null, Duration.ofSeconds(10));

    private final ActivityFixture fixture = new ActivityFixture();

    @Test
    void firstProgressIsStoredAtOnce() {
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.work.does(input -> {
            fixture.time.advance(Duration.ofSeconds(2));
            fixture.context.heartbeat("10%");
            assertThat(fixture.outcomes.underWay())
                    .containsExactly(new ActivityTaskState(
                            5,
                            1,
                            Stage.STARTED,
                            START.plusSeconds(1),
                            null,
                            new ActivityHeartbeat(text("10%"), START.plusSeconds(3))));
            return null;
        });

        fixture.executor.submit(task(5));

        assertThat(fixture.outcomes.underWay()).hasSize(1);
        assertThat(fixture.outcomes.onlyEvent()).isNotNull();
    }

    @Test
    void laterProgressIsStoredWhenFourFifthsOfTheHeartbeatTimeoutHavePassed() {
        fixture.work.does(input -> {
            fixture.context.heartbeat("10%");
            fixture.time.advance(Duration.ofSeconds(3));
            fixture.context.heartbeat("20%");
            fixture.context.heartbeat("30%");
            fixture.time.advance(Duration.ofMillis(4_999));
            assertThat(storedDetails()).containsExactly("10%");
            fixture.time.advance(Duration.ofMillis(1));
            assertThat(storedDetails()).as("the latest there is").containsExactly("10%", "30%");
            fixture.context.heartbeat();
            fixture.time.advance(Duration.ofSeconds(8));
            fixture.context.heartbeat("40%");
            assertThat(storedDetails()).as("at once after a silence").containsExactly("10%", "30%", "40%");
            return null;
        });

        fixture.executor.submit(task(5, EVERY_TEN_SECONDS, RetryPolicy.DEFAULT));

        assertThat(fixture.time.nextTimer()).isEmpty();
        assertThat(storedDetails()).hasSize(3);
    }

    @Test
    void signsOfLifeWithoutDetailsAreNotStored() {
        fixture.work.does(input -> {
            fixture.context.heartbeat();
            return null;
        });

        fixture.executor.submit(task(5, EVERY_TEN_SECONDS, RetryPolicy.DEFAULT));

        assertThat(fixture.outcomes.underWay()).isEmpty();
    }

    @Test
    void progressThatHadToWaitGoesToTheNextAttemptWithTheFailure() {
        fixture.work.does(input -> {
            if (fixture.context.info().attempt() == 1) {
                fixture.context.heartbeat("10%");
                fixture.context.heartbeat("20%");
                throw new IllegalStateException("broken");
            }
            return null;
        });

        fixture.executor.submit(task(5, EVERY_TEN_SECONDS, RetryPolicy.DEFAULT));

        assertThat(fixture.outcomes.onlyNextAttempt().task().heartbeat())
                .isEqualTo(new ActivityHeartbeat(text("20%"), START));
        assertThat(storedDetails()).containsExactly("10%");
        fixture.time.advance(Duration.ofHours(1));
        assertThat(storedDetails()).hasSize(1);
    }

    @Test
    void intervalsAreBounded() {
        assertThat(AttemptProgress.interval(task(5))).isEqualTo(Duration.ofSeconds(30));
        assertThat(AttemptProgress.interval(withHeartbeatTimeout(Duration.ofSeconds(10))))
                .isEqualTo(Duration.ofSeconds(8));
        assertThat(AttemptProgress.interval(withHeartbeatTimeout(Duration.ofSeconds(76))))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(AttemptProgress.interval(withHeartbeatTimeout(Duration.ofSeconds(Long.MAX_VALUE))))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void storedProgressOfAnAttemptThatHasBegunIsHandedOnWhenTheAttemptIsLost() {
        ActivityHeartbeat progress = new ActivityHeartbeat(text("70%"), START);

        fixture.executor.recover(task(5), new ActivityTaskState(5, 1, Stage.STARTED, START, null, progress));

        assertThat(fixture.outcomes.onlyNextAttempt().task().attempt()).isEqualTo(2);
        assertThat(fixture.outcomes.onlyNextAttempt().task().heartbeat()).isEqualTo(progress);
    }

    private static ActivityTask withHeartbeatTimeout(Duration timeout) {
        return task(5, new ActivityTimeouts(tenSeconds().startToClose(), null, null, timeout), RetryPolicy.DEFAULT);
    }

    private List<String> storedDetails() {
        return fixture.outcomes.underWay().stream()
                .map(state -> state.heartbeat().details().data().replace("\"", ""))
                .toList();
    }
}
