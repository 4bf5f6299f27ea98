package dev.durable.autoconfigure.metrics;

import dev.durable.engine.EngineInsight;
import dev.durable.store.QueueBacklog;
import dev.durable.store.StoredNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What gauges tell from the database: read once for all of them, and again when it is ten seconds old. While the database cannot be read
 * there are no values (NaN). Thread-safe; the lock is held while it reads, since whoever asks meanwhile wants the same.
 */
final class StoreReading {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int STUCK_RUNS = 100;

    private final EngineInsight insight;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Instant readAt;
    private @Nullable Read latest;

    StoreReading(EngineInsight insight, Clock clock) {
        this.insight = insight;
        this.clock = clock;
    }

    double stuckRuns() {
        Read read = read();
        return read == null ? Double.NaN : read.stuckRuns();
    }

    double leaseRemaining() {
        Read read = read();
        return read == null
                ? Double.NaN
                : read.node()
                        .map(node -> seconds(clock.instant(), node.leaseUntil()))
                        .orElse(Double.NaN);
    }

    double depth(String queue) {
        Read read = read();
        return read == null
                ? Double.NaN
                : read.backlog(queue).map(backlog -> (double) backlog.runs()).orElse(0.0);
    }

    double age(String queue) {
        Read read = read();
        return read == null
                ? Double.NaN
                : read.backlog(queue)
                        .map(backlog -> seconds(backlog.oldestDueAt(), clock.instant()))
                        .orElse(0.0);
    }

    private static double seconds(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis() / 1_000.0);
    }

    private @Nullable Read read() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (readAt == null || now.isAfter(readAt.plus(FRESH))) {
                readAt = now;
                latest = null;
                latest = new Read(
                        insight.queueBacklogs(), insight.stuckRuns(STUCK_RUNS).size(), insight.thisNode());
            }
            return latest;
        } catch (RuntimeException e) {
            // the health indicator tells of it
            return null;
        } finally {
            lock.unlock();
        }
    }

    private record Read(List<QueueBacklog> backlogs, int stuckRuns, Optional<StoredNode> node) {

        Optional<QueueBacklog> backlog(String queue) {
            return backlogs.stream()
                    .filter(backlog -> backlog.taskQueue().equals(queue))
                    .findFirst();
        }
    }
}
