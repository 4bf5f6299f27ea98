package dev.durable.test;

import dev.durable.engine.EngineProbe;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Waits for an engine whose time is the machine's. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Rest() {}

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
