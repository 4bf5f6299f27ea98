package dev.durable.autoconfigure.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for all gauges at once what they tell from the database, when somebody asks and the last reading is ten seconds old. A thread of its
 * own does that, one reading at a time, and whoever asks waits for it, but all of them together no longer than a second from its begin: a
 * database that is away may keep the thread for half a minute, and must not keep a scrape. Until there is a new reading the last one is told, for
 * two minutes at most. A reading that failed is one, too, which has no values (NaN).
 *
 * <p>Thread-safe. The lock guards which reading is under way, and is not held while one waits.
 */
final class StoreReading implements AutoCloseable {

    /** How long whoever asks waits. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Logger logger = LoggerFactory.getLogger(StoreReading.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Longer than from one scrape to the next, so that a slow database is told of by the reading before. */
    private static final Duration USABLE = Duration.ofMinutes(2);

    private static final Duration THREAD_IDLE = Duration.ofSeconds(30);

    private final Supplier<StoreFigures> source;
    private final Clock clock;
    private final Duration patience;
    private final ThreadPoolExecutor reader;
    private final List<Consumer<StoreFigures>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Reading last = new Reading(Instant.MIN, null);
    private UnderWay underWay = new UnderWay(new CountDownLatch(0), 0);

    StoreReading(Supplier<StoreFigures> source, Clock clock, Duration patience) {
        this.source = source;
        this.clock = clock;
        this.patience = patience;
        this.reader = new ThreadPoolExecutor(
                1, 1, THREAD_IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "durable-metrics");
                    thread.setDaemon(true);
                    return thread;
                });
        reader.allowCoreThreadTimeOut(true);
    }

    /** Has somebody told, on the reader's thread, of each reading that has values. */
    void onRead(Consumer<StoreFigures> listener) {
        listeners.add(listener);
    }

    /** What is told of the latest reading; NaN if there is none that is recent enough, or has values. */
    double value(Figure figure) {
        Reading reading = last;
        if (!isYoungerThan(FRESH, reading)) {
            await(readingUnderWay());
            reading = last;
        }
        StoreFigures figures = reading.figures();
        return figures == null || !isYoungerThan(USABLE, reading) ? Double.NaN : figure.of(figures, clock.instant());
    }

    private boolean isYoungerThan(Duration age, Reading reading) {
        return reading.endedAt().isAfter(clock.instant().minus(age));
    }

    private UnderWay readingUnderWay() {
        lock.lock();
        try {
            if (underWay.end().getCount() == 0 && !isYoungerThan(FRESH, last)) {
                CountDownLatch end = new CountDownLatch(1);
                underWay = new UnderWay(end, System.nanoTime() + patience.toNanos());
                reader.execute(() -> read(end));
            }
            return underWay;
        } catch (RejectedExecutionException e) {
            underWay.end().countDown(); // nobody reads after the close
            return underWay;
        } finally {
            lock.unlock();
        }
    }

    private void await(UnderWay reading) {
        long left = reading.waitUntil() - System.nanoTime();
        if (left <= 0) {
            return;
        }
        try {
            if (!reading.end().await(left, TimeUnit.NANOSECONDS)) {
                logger.debug("The database does not answer; gauges tell what they have");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(CountDownLatch end) {
        @Nullable StoreFigures figures = null;
        try {
            figures = source.get();
        } catch (RuntimeException e) {
            // the health indicator tells of it
            logger.debug("The database could not be read for metrics", e);
        } finally {
            last = new Reading(clock.instant(), figures);
            end.countDown();
        }
        tell(figures);
    }

    private void tell(@Nullable StoreFigures figures) {
        if (figures != null) {
            listeners.forEach(listener -> listener.accept(figures));
        }
    }

    /** Gives up what is under way; nothing is read any more. */
    @Override
    public void close() {
        reader.shutdownNow();
    }

    /** What a gauge tells of a reading. */
    @FunctionalInterface
    interface Figure {

        double of(StoreFigures figures, Instant now);
    }

    /** What came of a reading: null if it failed. */
    private record Reading(Instant endedAt, @Nullable StoreFigures figures) {}

    /**
     * A reading that has begun.
     *
     * @param end reached when it has ended
     * @param waitUntil how long it is waited for, by {@link System#nanoTime()}
     */
    private record UnderWay(CountDownLatch end, long waitUntil) {}
}
