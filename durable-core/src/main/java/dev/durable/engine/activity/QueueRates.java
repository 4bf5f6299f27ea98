package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.store.ActivityTaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps attempts of some task queues apart in time, whichever nodes make them: nodes reserve moments at which attempts may begin, a few at a time,
 * and each moment is given to one node only. A moment that is not used in time is lost. Costs nothing for queues without a limit. Thread-safe; the
 * lock guards the reservations, and is held for nothing else.
 */
public final class QueueRates {

    private static final Logger log = LoggerFactory.getLogger(QueueRates.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    /** A reservation is for so long, but for one attempt at least. */
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    /** How long after its moment an attempt may begin. */
    private static final Duration LATEST = Duration.ofSeconds(1);

    /** The moments that this node has reserved for a queue. */
    private static final class Reserved {

        private final Duration apart;
        private final int batch;
        private Instant next = Instant.MIN;
        private int left;
        private boolean asked;
        private @Nullable TimerHandle timer;

        Reserved(double perSecond) {
            this.apart = Duration.ofNanos(Math.max(1_000, Math.round(1e9 / perSecond)));
            this.batch = (int) Math.max(1, Math.min(1_000, AT_ONCE.dividedBy(apart)));
        }

        /** Moments that are long past are nobody's: who used them now would come on top of what others have reserved since. */
        void forgetUnused(Instant now) {
            while (left > 0 && next.plus(LATEST).isBefore(now)) {
                use();
            }
        }

        void use() {
            left--;
            next = next.plus(apart);
        }
    }

    private final ActivityTaskStore store;
    private final TimeSource time;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Reserved> byQueue = new HashMap<>();

    /**
     * @param executor asks the store
     * @param perSecond how many attempts may begin in a second, by queue
     */
    public QueueRates(ActivityTaskStore store, TimeSource time, Executor executor, Map<String, Double> perSecond) {
        this.store = store;
        this.time = time;
        this.executor = executor;
        perSecond.forEach((queue, rate) -> byQueue.put(queue, new Reserved(rate)));
    }

    /**
     * Takes a moment for an attempt that is to begin now.
     *
     * @param onChange told when it is worth asking again, if there is none
     */
    boolean take(String taskQueue, Runnable onChange) {
        @Nullable Reserved reserved = byQueue.get(taskQueue);
        if (reserved == null) {
            return true;
        }
        lock.lock();
        try {
            Instant now = time.now();
            reserved.forgetUnused(now);
            if (reserved.left > 0 && !reserved.next.isAfter(now)) {
                reserved.use();
                return true;
            }
            if (reserved.left > 0) {
                wakeUp(reserved, onChange);
            } else if (!reserved.asked) {
                reserved.asked = true;
                executor.execute(() -> reserve(taskQueue, reserved, onChange));
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** How many attempts of the queue it makes sense to have here, waiting for their moments. */
    int worthHaving(String taskQueue) {
        @Nullable Reserved reserved = byQueue.get(taskQueue);
        return reserved == null ? Integer.MAX_VALUE : reserved.batch;
    }

    private void wakeUp(Reserved reserved, Runnable onChange) {
        if (reserved.timer != null) {
            reserved.timer.cancel();
        }
        reserved.timer = time.schedule(reserved.next, onChange);
    }

    private void reserve(String taskQueue, Reserved reserved, Runnable onChange) {
        try {
            Instant before = time.now();
            Duration wait = store.reserveStarts(taskQueue, reserved.batch, reserved.apart);
            lock.lock();
            try {
                reserved.next = before.plus(wait);
                reserved.left = reserved.batch;
                reserved.asked = false;
            } finally {
                lock.unlock();
            }
            onChange.run();
        } catch (RuntimeException e) {
            log.warn("Attempts of task queue {} wait, since their rate is not known: {}", taskQueue, e.getMessage());
            time.schedule(time.now().plus(STORE_PAUSE), () -> {
                lock.lock();
                try {
                    reserved.asked = false;
                } finally {
                    lock.unlock();
                }
                onChange.run();
            });
        }
    }
}
