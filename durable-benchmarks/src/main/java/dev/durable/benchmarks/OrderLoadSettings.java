package dev.durable.benchmarks;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;

/**
 * How much is done.
 *
 * @param warmup workflows under load before anything is measured
 * @param alone workflows one after another
 * @param workflows workflows under load
 * @param inFlight workflows that are open at the same time under load
 * @param lanes lanes of the commit pipeline
 * @param maxTurns turns in one commit, at most
 * @param virtualActivities whether activities run on virtual threads, where the JVM has them
 */
record OrderLoadSettings(
        int warmup, int alone, int workflows, int inFlight, int lanes, int maxTurns, boolean virtualActivities) {

    static OrderLoadSettings of(Arguments arguments) {
        return new OrderLoadSettings(
                arguments.number("warmup", 10_000),
                arguments.number("alone", 1_000),
                arguments.number("workflows", 20_000),
                arguments.number("in-flight", 500),
                arguments.number("lanes", CommitSettings.DEFAULT.lanes()),
                arguments.number("max-turns", CommitSettings.DEFAULT.maxTurns()),
                Boolean.parseBoolean(arguments.text("virtual-activities", "false")));
    }

    void addTo(Report report) {
        report.section("settings")
                .add("warmup", warmup)
                .add("alone", alone)
                .add("workflows", workflows)
                .add("inFlight", inFlight)
                .add("lanes", lanes)
                .add("maxTurns", maxTurns)
                .add("virtualActivities", virtualActivities);
    }

    EngineSettings engine() {
        WorkerSettings worker = WorkerSettings.DEFAULT;
        return new EngineSettings(
                new WorkerSettings(
                        true,
                        worker.taskQueues(),
                        worker.maxConcurrentActivities(),
                        worker.maxCachedRuns(),
                        worker.passivateAfter(),
                        worker.maxWorkflowThreads(),
                        virtualActivities,
                        worker.gracePeriod(),
                        worker.retryInterval(),
                        worker.maxRetryInterval(),
                        worker.history(),
                        worker.codeBlockLimit(),
                        worker.localActivityWait(),
                        worker.queueLimits(),
                        worker.spillOverAfter()),
                new CommitSettings(lanes, maxTurns),
                EngineSettings.DEFAULT.cluster(),
                EngineSettings.DEFAULT.client(),
                EngineSettings.DEFAULT.retention(),
                EngineSettings.DEFAULT.defaultStartToCloseTimeout());
    }
}
