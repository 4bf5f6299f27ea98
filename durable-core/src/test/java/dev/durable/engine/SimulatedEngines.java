package dev.durable.engine;

import dev.durable.engine.determinism.DeterminismSettings;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.time.TimeSource;
import dev.durable.store.DurableStore;
import java.util.List;
import java.util.concurrent.Executor;

/** Engines whose tasks run where and when a test wants them to. */
public final class SimulatedEngines {

    private SimulatedEngines() {}

    /** An engine; only workflow code has threads of its own. */
    public static DurableEngine create(
            DurableStore store,
            EngineSettings settings,
            ReplayServices replay,
            TimeSource time,
            Executor turns,
            Executor commits,
            Executor activities,
            Executor blocking) {
        EngineThreads threads = new EngineThreads(replay.threads(), turns, commits, activities, blocking);
        return new DurableEngine(
                store,
                settings,
                replay,
                time,
                threads,
                List.of(),
                DeterminismSettings.OFF,
                new StartChecks(() -> {}, () -> {}, Runnable::run),
                null);
    }
}
