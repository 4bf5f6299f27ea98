package dev.durable.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What happened between two moments.
 *
 * @param seconds time that passed
 * @param cpuSeconds what this JVM used
 * @param engine commits of the engine's pipeline
 * @param server what the database counted
 */
record Measurement(double seconds, double cpuSeconds, CountedCommits.Reading engine, ServerGauge.Reading server) {

    /** A work that is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Measurement of(CountedCommits engine, ServerGauge server, Work work) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        ServerGauge.Reading serverBefore = server.read();
        CountedCommits.Reading engineBefore = engine.read();
        long cpuBefore = system.getProcessCpuTime();
        long before = System.nanoTime();
        work.run();
        long elapsed = System.nanoTime() - before;
        long cpu = system.getProcessCpuTime() - cpuBefore;
        return new Measurement(
                elapsed / 1e9,
                cpu / 1e9,
                engine.read().since(engineBefore),
                server.read().since(serverBefore));
    }
}
