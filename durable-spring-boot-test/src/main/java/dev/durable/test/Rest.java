package dev.durable.test;

import dev.durable.engine.EngineProbe;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Waits for an engine whose time is the machine's. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration QUIET_PATIENCE = Duration.ofSeconds(1);

    private Rest() {}

    /** Waits a little until no commit is under way, which would be in vain. */
    static void awaitQuiet(EngineProbe probe) {
        long end = System.nanoTime() + QUIET_PATIENCE.toNanos();
        while (!probe.isQuiet() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until nothing is under way, and nothing is stored that the engine could take. */
    static void await(EngineProbe probe) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    long begun = probe.begun();
                    return probe.isIdle() && !probe.isWorkWaiting() && probe.isIdle() && begun == probe.begun();
                });
    }
}
