package dev.durable.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RoundsTests {

    private static final Duration APART = Duration.ofMillis(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Duration> begun = new ArrayList<>();
    private Duration pause = PAUSE;
    private Runnable duringRound = () -> {};
    private boolean refusing;
    private final Rounds rounds = new Rounds(time, this::execute, APART, this::round);

    @Test
    void roundFollowsRoundAfterThePauseThatItAsksFor() {
        rounds.start();
        work();
        time.advance(PAUSE.minusMillis(1));
        work();
        assertThat(begun).containsExactly(Duration.ZERO);

        time.advance(Duration.ofMillis(1));
        work();

        assertThat(begun).containsExactly(Duration.ZERO, PAUSE);
    }

    @Test
    void roundThatAsksForNoPauseIsFollowedAtOnce() {
        duringRound = () -> pause = begun.size() < 3 ? Duration.ZERO : PAUSE;

        rounds.start();
        work();

        assertThat(begun).hasSize(3);
    }

    @Test
    void hurryBringsTheNextRoundForwardButNotTooNearToTheLast() {
        rounds.start();
        work();

        rounds.hurry();
        rounds.hurry();
        work();
        assertThat(begun).hasSize(1);
        time.advance(APART);
        work();
        assertThat(begun).containsExactly(Duration.ZERO, APART);

        time.advance(APART.multipliedBy(2));
        rounds.hurry();
        work();
        assertThat(begun).containsExactly(Duration.ZERO, APART, APART.multipliedBy(3));
    }

    @Test
    void hurryDuringARoundMeansAnotherOneAfterIt() {
        duringRound = () -> {
            duringRound = () -> {};
            rounds.hurry();
        };

        rounds.start();
        work();
        time.advance(APART);
        work();

        assertThat(begun).containsExactly(Duration.ZERO, APART);
    }

    @Test
    void roundMayBeWantedAtATimeButNotLaterThanItComesAnyway() {
        rounds.start();
        work();

        rounds.beginBy(ManualTime.START.plus(PAUSE).plusSeconds(1));
        rounds.beginBy(ManualTime.START.plusSeconds(2));
        rounds.beginBy(ManualTime.START.plusSeconds(3));
        time.advance(Duration.ofSeconds(4));
        work();

        assertThat(begun).containsExactly(Duration.ZERO, Duration.ofSeconds(4));
        assertThat(time.nextTimer()).contains(ManualTime.START.plusSeconds(9));
    }

    @Test
    void roundThatFailsIsFollowedByAnother() {
        duringRound = () -> {
            duringRound = () -> {};
            throw new OutOfMemoryError("for a moment");
        };

        rounds.start();
        work();
        time.advance(Duration.ofSeconds(1));
        work();

        assertThat(begun).hasSize(2);
    }

    @Test
    void roundForWhichThereIsNoThreadIsTriedAgain() {
        refusing = true;
        rounds.start();
        refusing = false;

        time.advance(Duration.ofSeconds(1));
        work();

        assertThat(begun).containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void stopWaitsForTheRoundThatIsUnderWayAndEndsAllOthers() {
        rounds.start();
        work();
        time.advance(PAUSE);

        CompletableFuture<Void> stopped = rounds.stop();

        assertThat(stopped).isNotDone();
        work();
        assertThat(stopped).isCompleted();
        assertThat(begun).hasSize(1);
        rounds.hurry();
        rounds.beginBy(time.now());
        time.advance(PAUSE);
        assertThat(tasks).isEmpty();
    }

    private void execute(Runnable task) {
        if (refusing) {
            throw new RejectedExecutionException("no thread");
        }
        tasks.add(task);
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private Duration round() {
        begun.add(Duration.between(ManualTime.START, time.now()));
        duringRound.run();
        return pause;
    }
}
