package dev.durable.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.testing.ReplayFixture;
import dev.durable.store.StoredRun;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes for a node's runs when they have been told to leave: a stop is faster than a caller's transaction, for example. */
class FrozenRunsTests {

    @RegisterExtension
    private final ReplayFixture replay = new ReplayFixture().workflow(SteppedRuns.Door.class);

    @Test
    void runIsNotTakenUp() {
        SteppedRuns node = new SteppedRuns(replay.services());
        node.begin(node.newRuns());
        node.settle();
        StoredRun stored = node.run();
        Runs frozen = node.newRuns();
        frozen.freezeAll();

        frozen.adopt(stored);
        frozen.adoptIfOwned(stored.runId());
        node.settle();

        assertThat(frozen.size()).isZero();
        assertThat(frozen.cached()).isZero();
    }

    @Test
    void runDoesNotBegin() {
        SteppedRuns node = new SteppedRuns(replay.services());
        Runs frozen = node.newRuns();
        frozen.freezeAll();

        CompletableFuture<Void> begun = node.begin(frozen);
        node.settle();

        assertThat(begun).isCompletedExceptionally();
        assertThat(node.store().findRun(SteppedRuns.RUN_ID)).isEmpty();
        assertThat(frozen.size()).isZero();
    }
}
