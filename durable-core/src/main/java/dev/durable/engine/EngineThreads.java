package dev.durable.engine;

import dev.durable.engine.relay.RelayThreads;
import dev.durable.engine.replay.WorkflowThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an engine, by what they do. Idle threads end by themselves, and all are daemons.
 *
 * <p>Activities on platform threads and commits form a relay: the thread that commits a turn goes on with an activity which that
 * turn has scheduled, and while the node has little to do also with the turn that follows, and its commit.
 *
 * @param workflows where workflow code runs
 * @param turns where runs work on their mailboxes; such tasks also wait for workflow threads and load histories
 * @param commits where turns are committed
 * @param activities where activities run
 * @param blocking where everything else runs that waits for the store: leases, claims, result polling
 * @param relay where commits and activities run, or null if activities run on virtual threads
 */
record EngineThreads(
        WorkflowThreads workflows,
        Executor turns,
        Executor commits,
        Executor activities,
        Executor blocking,
        @Nullable RelayThreads relay) {

    private static final long IDLE_SECONDS = 30;

    /**
     * Threads as the settings want them.
     *
     * @param inActivity whether the calling thread is in an activity's code
     */
    static EngineThreads create(EngineSettings settings, BooleanSupplier inActivity) {
        RelayThreads relay = new RelayThreads(unbounded("durable-worker"), inActivity);
        WorkflowThreads workflows = WorkflowThreads.create("durable-workflow", relay::isUnhurried);
        boolean virtual = workflows.areVirtual();
        int processors = Runtime.getRuntime().availableProcessors();
        Executor turns = virtual ? workflows.asExecutor() : pool("durable-turn", Math.max(4, 2 * processors));
        Executor blocking = unbounded("durable-store");
        if (virtual && settings.worker().virtualActivityThreads()) {
            Executor commits = pool("durable-commit", settings.commit().lanes());
            Executor activities = WorkflowThreads.create("durable-activity").asExecutor();
            return new EngineThreads(workflows, turns, commits, activities, blocking, null);
        }
        return new EngineThreads(workflows, turns, relay.executor(), relay.executor(), blocking, relay);
    }

    /** Where the runs of a node work on their mailboxes, told whether that node commits anything at the moment. */
    Executor turns(BooleanSupplier idle) {
        return relay == null ? turns : relay.executorWhen(idle, turns);
    }

    private static ExecutorService pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ExecutorService unbounded(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name));
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
