package dev.durable.engine;

import dev.durable.engine.replay.DaemonThreads;
import dev.durable.engine.replay.WorkflowThreads;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of an engine, by what they do. Idle threads end by themselves, and all are daemons.
 *
 * @param workflows where workflow code runs
 * @param turns where runs work on their mailboxes; such tasks also wait for workflow threads and load histories
 * @param commits where turns are committed
 * @param activities where activities run
 * @param blocking where everything else runs that waits for the store: leases, claims, result polling
 */
record EngineThreads(
        WorkflowThreads workflows, Executor turns, Executor commits, Executor activities, Executor blocking) {

    private static final long IDLE_SECONDS = 30;

    static EngineThreads create(EngineSettings settings) {
        WorkflowThreads workflows = WorkflowThreads.create("durable-workflow");
        boolean virtual = workflows.areVirtual();
        int processors = Runtime.getRuntime().availableProcessors();
        return new EngineThreads(
                workflows,
                virtual ? workflows.asExecutor() : pool("durable-turn", Math.max(4, 2 * processors)),
                pool("durable-commit", settings.commit().lanes()),
                virtual && settings.worker().virtualActivityThreads()
                        ? WorkflowThreads.create("durable-activity").asExecutor()
                        : unbounded("durable-activity"),
                unbounded("durable-store"));
    }

    /** Has threads end as soon as they have nothing to do; whoever comes late still gets one, but of workflow code. */
    void release() {
        for (Executor executor : List.of(turns, commits, activities, blocking)) {
            if (executor instanceof ThreadPoolExecutor pool) {
                pool.setKeepAliveTime(1, TimeUnit.NANOSECONDS);
            }
        }
        workflows.close();
    }

    private static ExecutorService pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ExecutorService unbounded(String name) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DaemonThreads(name));
    }
}
