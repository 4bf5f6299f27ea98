package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.cluster.WorkAnnouncer;
import dev.durable.engine.determinism.DeterminismSettings;
import dev.durable.engine.testing.ProbedStore;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.StoreOperation;
import dev.durable.engine.testing.StoreProbe;
import dev.durable.engine.time.ManualTime;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a node asks of the database while there is nothing to do. */
class IdleNodeTests {

    private static final Duration WHILE = Duration.ofMinutes(10);

    @RegisterExtension
    private final ReplayFixture replay = new ReplayFixture();

    private final ManualTime time = new ManualTime();
    private final List<StoreOperation> asked = new CopyOnWriteArrayList<>();

    @Test
    void isLessThanOneQueryASecond() {
        node().start();

        time.advance(WHILE);

        // a look for runs of nodes that are not registered any more takes three
        long extra = asked.stream().filter(StoreOperation.FREE_RUNS::equals).count() * 2;
        assertThat(asked.size() + extra)
                .as("store operations in 600 s: " + asked.stream().distinct().toList())
                .isLessThanOrEqualTo(WHILE.toSeconds());
    }

    private EngineNode node() {
        InMemoryStore store =
                new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, StoreFaults.NONE);
        ProbedStore counted = new ProbedStore(store, new StoreProbe() {
            @Override
            public void before(StoreOperation operation) {
                asked.add(operation);
            }
        });
        EngineThreads threads = new EngineThreads(
                replay.services().threads(), Runnable::run, Runnable::run, Runnable::run, Runnable::run);
        DurableEngine engine = new DurableEngine(
                counted,
                EngineSettings.DEFAULT,
                replay.services(),
                time,
                threads,
                List.of(),
                DeterminismSettings.OFF,
                new StartChecks(() -> {}, () -> {}, Runnable::run),
                null);
        return new EngineNode(
                counted,
                EngineSettings.DEFAULT,
                replay.services(),
                time,
                threads,
                new ThreadBoundActivityContext(replay.services().payloads()),
                engine.client(),
                new WorkAnnouncer(Optional.empty(), Runnable::run),
                (node, superseded) -> {});
    }
}
