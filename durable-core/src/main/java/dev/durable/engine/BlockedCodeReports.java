package dev.durable.engine;

import dev.durable.engine.replay.CodeWatch;
import dev.durable.engine.replay.WorkflowThreads;
import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for workflow code that blocks its thread while a node runs, and logs where it stands, once for each time it blocks. */
final class BlockedCodeReports {

    private static final Logger logger = LoggerFactory.getLogger(DurableEngine.class);

    private final TimeSource time;
    private final @Nullable CodeWatch watch;
    private volatile @Nullable TimerHandle next;
    private volatile boolean stopped;

    /**
     * @param limit how long code may block its thread; zero to look for nothing
     */
    BlockedCodeReports(WorkflowThreads threads, TimeSource time, Duration limit) {
        this.time = time;
        if (limit.isZero()) {
            watch = null;
        } else {
            watch = new CodeWatch(
                    limit,
                    () -> TimeUnit.MILLISECONDS.toNanos(time.now().toEpochMilli()),
                    blocked -> logger.warn("{}", blocked.headline(), blocked.toException()));
            threads.watchedBy(watch);
        }
    }

    void start() {
        if (watch != null) {
            lookLater(watch);
        }
    }

    void stop() {
        stopped = true;
        TimerHandle handle = next;
        if (handle != null) {
            handle.cancel();
        }
    }

    private void lookLater(CodeWatch codeWatch) {
        next = time.scheduleUpkeep(time.now().plus(codeWatch.period()), () -> {
            if (!stopped) {
                codeWatch.look();
                lookLater(codeWatch);
            }
        });
    }
}
