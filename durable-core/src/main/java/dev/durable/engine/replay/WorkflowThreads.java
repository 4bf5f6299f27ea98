package dev.durable.engine.replay;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the JVM threads on which workflow code runs: a new virtual thread each time where the JVM has them (Java 21 and
 * later), otherwise platform threads that are used again. Thread-safe.
 */
public final class WorkflowThreads implements AutoCloseable {

    private final Executor executor;
    private final @Nullable ExecutorService pool;
    private volatile @Nullable CodeWatch watch;

    private WorkflowThreads(Executor executor, @Nullable ExecutorService pool) {
        this.executor = executor;
        this.pool = pool;
    }

    /** Threads of the best kind this JVM has. */
    public static WorkflowThreads create(String name) {
        ThreadFactory factory = virtualThreadFactory(name);
        if (factory != null) {
            // one that inherits nothing gets the system class loader, which does not see into an executable jar
            ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
            return new WorkflowThreads(
                    task -> {
                        Thread thread = factory.newThread(task);
                        thread.setContextClassLoader(classLoader);
                        thread.start();
                    },
                    null);
        }
        ExecutorService pool = platformThreads(name);
        return new WorkflowThreads(pool, pool);
    }

    /** Whether the threads are virtual, so that their number does not matter. */
    public boolean areVirtual() {
        return pool == null;
    }

    /** From now on, has the watch told which threads run code. */
    public void watchedBy(CodeWatch codeWatch) {
        watch = codeWatch;
    }

    /** Code begins or goes on to run on the calling thread. */
    void entered(WatchedCode code) {
        CodeWatch codeWatch = watch;
        if (codeWatch != null) {
            codeWatch.enter(code);
        }
    }

    /** Code leaves the calling thread. */
    void left(WatchedCode code) {
        CodeWatch codeWatch = watch;
        if (codeWatch != null) {
            codeWatch.leave(code);
        }
    }

    /** Runs the task on a thread of its own, at once. */
    void start(Runnable task) {
        executor.execute(task);
    }

    /** An executor over the same kind of threads, for short tasks that belong to workflows but are not workflow code. */
    public Executor asExecutor() {
        return executor;
    }

    /** Lets idle threads end. Threads that run workflow code end when that code does. */
    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }

    private static ExecutorService platformThreads(String name) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new DaemonThreads(name));
    }

    /**
     * {@code Thread.ofVirtual().name(…, 0).inheritInheritableThreadLocals(false).factory()}, reached reflectively because the class
     * files are Java 17's.
     */
    private static @Nullable ThreadFactory virtualThreadFactory(String name) {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builderType));
            MethodHandle named = lookup.findVirtual(
                    builderType, "name", MethodType.methodType(builderType, String.class, long.class));
            MethodHandle inheriting = lookup.findVirtual(
                    builderType, "inheritInheritableThreadLocals", MethodType.methodType(builderType, boolean.class));
            MethodHandle factory =
                    lookup.findVirtual(builderType, "factory", MethodType.methodType(ThreadFactory.class));
            Object builder = inheriting.invoke(named.invoke(ofVirtual.invoke(), name + "-", 0L), false);
            return (ThreadFactory) factory.invoke(builder);
        } catch (Throwable e) {
            throw new IllegalStateException("This JVM should have virtual threads but they cannot be reached", e);
        }
    }
}
