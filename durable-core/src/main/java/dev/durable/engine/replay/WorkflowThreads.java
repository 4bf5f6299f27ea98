package dev.durable.engine.replay;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the JVM threads on which workflow code runs: a new virtual thread each time where the JVM has them (Java 21 and
 * later), otherwise platform threads that are used again. Thread-safe.
 */
public final class WorkflowThreads implements AutoCloseable {

    private final Executor executor;
    private final @Nullable ExecutorService pool;
    private final BooleanSupplier waitAwake;

    private WorkflowThreads(Executor executor, @Nullable ExecutorService pool, BooleanSupplier waitAwake) {
        this.executor = executor;
        this.pool = pool;
        this.waitAwake = waitAwake;
    }

    /** Threads of the best kind this JVM has. */
    public static WorkflowThreads create(String name) {
        return create(name, () -> false);
    }

    /**
     * Threads of the best kind this JVM has.
     *
     * @param waitAwake whether the calling thread, which has a step done by such a thread, is to wait awake for a moment
     */
    public static WorkflowThreads create(String name, BooleanSupplier waitAwake) {
        ThreadFactory factory = virtualThreadFactory(name);
        if (factory != null) {
            return new WorkflowThreads(task -> factory.newThread(task).start(), null, waitAwake);
        }
        ExecutorService pool = platformThreads(name);
        return new WorkflowThreads(pool, pool, waitAwake);
    }

    /** Whether the threads are virtual, so that their number does not matter. */
    public boolean areVirtual() {
        return pool == null;
    }

    /** Whether the calling thread is to wait awake for a moment until a workflow thread has done its step. */
    boolean isAwaitedAwake() {
        return waitAwake.getAsBoolean();
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
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), new NamedDaemonThreads(name));
    }

    /** {@code Thread.ofVirtual().name(…, 0).factory()}, reached reflectively because the class files are Java 17's. */
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
            MethodHandle factory =
                    lookup.findVirtual(builderType, "factory", MethodType.methodType(ThreadFactory.class));
            Object builder = named.invoke(ofVirtual.invoke(), name + "-", 0L);
            return (ThreadFactory) factory.invoke(builder);
        } catch (Throwable e) {
            throw new IllegalStateException("This JVM should have virtual threads but they cannot be reached", e);
        }
    }

    private static final class NamedDaemonThreads implements ThreadFactory {

        private final ThreadFactory delegate = Executors.defaultThreadFactory();
        private final String name;
        private final AtomicInteger number = new AtomicInteger();

        NamedDaemonThreads(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = delegate.newThread(task);
            thread.setName(name + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        }
    }
}
