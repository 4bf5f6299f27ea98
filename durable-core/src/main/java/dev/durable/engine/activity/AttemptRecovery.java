package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.store.ActivityTaskState;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides about activities whose run came from elsewhere: their attempt may have begun, and then it counts as lost, or certainly has
 * not. Thread-safe.
 */
final class AttemptRecovery {

    private final TimeSource time;
    private final AttemptJudge judge;
    private final ActivityReporter reporter;
    private final Consumer<ActivityTask> submit;
    private final BiConsumer<ActivityTask, Instant> goOnOutside;

    /**
     * @param submit lets an attempt wait that has certainly not begun
     * @param goOnOutside takes up an attempt whose result comes from outside, with the time at which it began
     */
    AttemptRecovery(
            TimeSource time,
            AttemptJudge judge,
            ActivityReporter reporter,
            Consumer<ActivityTask> submit,
            BiConsumer<ActivityTask, Instant> goOnOutside) {
        this.time = time;
        this.judge = judge;
        this.reporter = reporter;
        this.submit = submit;
        this.goOnOutside = goOnOutside;
    }

    void recover(ActivityTask fromHistory, @Nullable ActivityTaskState stored) {
        if (stored == null) {
            lost(fromHistory);
            return;
        }
        ActivityTask task = fromHistory.resumedFrom(stored);
        switch (stored.stage()) {
            case STARTED -> lost(task);
            case OUTSIDE -> goOnOutside.accept(task, stored.at());
            case RELEASED -> unbegun(task);
            case ROUTED, CLAIMED, REPORTED ->
                throw new IllegalArgumentException("Others see to an attempt that is " + stored.stage());
            case WAITING -> {
                if (mayHaveBegun(task)) {
                    lost(task);
                } else {
                    submit.accept(task);
                }
            }
        }
    }

    /**
     * Whether a stored attempt may have begun. A first attempt is stored just before it begins: its time does not tell,
     * since the clock of the node that stored it may differ.
     */
    private boolean mayHaveBegun(ActivityTask task) {
        return task.attempt() == 1 || !task.dueAt().isAfter(time.now());
    }

    private void lost(ActivityTask task) {
        reporter.report(task, judge.lost(task));
    }

    private void unbegun(ActivityTask task) {
        Instant now = time.now();
        if (task.cancelRequested()) {
            reporter.report(task, judge.canceledBeforeBegin(task));
        } else {
            reporter.unbegun(task.dueAt().isBefore(now) ? task.dueAt(now) : task);
        }
    }
}
