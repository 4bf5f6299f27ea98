package dev.durable.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time of the machine; one daemon thread serves all timers. */
public final class SystemTime implements TimeSource, AutoCloseable {

    /** A timer far away is looked at again after this, so that the delay never overflows and clock changes are noticed. */
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(SystemTime.class);

    private final ScheduledThreadPoolExecutor executor;
    private final InstantSource clock;
    private final AtomicReference<Instant> lastId = new AtomicReference<>(Instant.EPOCH);

    /** Starts the timer thread. */
    public SystemTime(String threadName) {
        this(threadName, InstantSource.system());
    }

    SystemTime(String threadName, InstantSource clock) {
        this.clock = clock;
        ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
        ThreadFactory daemon = task -> {
            // inherits nothing of whoever happens to arm the first timer
            Thread thread = new Thread(null, task, threadName, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
        // Whoever schedules while the thread is being stopped has lost its timer, like those before.
        executor = new ScheduledThreadPoolExecutor(1, daemon, new ThreadPoolExecutor.DiscardPolicy());
        // without timers there is no thread, so that an engine that is forgotten leaves nothing behind
        executor.setKeepAliveTime(10, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Goes on from the id before when the clock stands still or is set back: what one sender sends keeps its order. */
    @Override
    public UUID newId() {
        Instant now = now();
        return newId(lastId.updateAndGet(last -> now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS)));
    }

    @Override
    public TimerHandle schedule(Instant due, Runnable action) {
        SystemTimer timer = new SystemTimer(due, action);
        timer.arm();
        return timer;
    }

    /** Stops the timer thread; timers that have not fired never will. */
    @Override
    public void close() {
        executor.shutdownNow();
    }

    private final class SystemTimer implements TimerHandle, Runnable {

        private final Instant due;
        private final Runnable action;
        private volatile boolean canceled;
        private volatile @Nullable ScheduledFuture<?> future;

        SystemTimer(Instant due, Runnable action) {
            this.due = due;
            this.action = action;
        }

        void arm() {
            Duration delay = Duration.between(clock.instant(), due);
            long nanos = delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY.toNanos() : Math.max(0, delay.toNanos());
            if (!canceled) {
                future = executor.schedule(this, nanos, TimeUnit.NANOSECONDS);
            }
        }

        @Override
        public void run() {
            if (canceled) {
                return;
            }
            if (clock.instant().isBefore(due)) {
                arm();
            } else {
                runAction();
            }
        }

        /** The executor would keep the exception to itself. */
        private void runAction() {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.error("What a timer was to do has failed", e);
            }
        }

        @Override
        public void cancel() {
            canceled = true;
            @Nullable ScheduledFuture<?> armed = future;
            if (armed != null) {
                armed.cancel(false);
            }
        }
    }
}
