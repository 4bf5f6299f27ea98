package dev.durable.engine.replay;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes numbered daemon threads. They inherit no values of {@link InheritableThreadLocal} from whoever happens to need the next one:
 * workflow code would see them once and in no replay, and threads that are used again would keep them. Their context class loader is that
 * of the thread that has made this. Thread-safe.
 */
public final class DaemonThreads implements ThreadFactory {

    private final String name;
    private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
    private final AtomicInteger number = new AtomicInteger();

    /** Threads called by the name and a number. */
    public DaemonThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(null, task, name + "-" + number.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(classLoader);
        return thread;
    }
}
