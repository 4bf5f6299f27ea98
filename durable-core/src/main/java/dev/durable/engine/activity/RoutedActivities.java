package dev.durable.engine.activity;

import dev.durable.engine.time.TimeSource;
import dev.durable.engine.time.TimeSource.TimerHandle;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureConverter;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ActivityTaskStore.IfClaimed;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The activities of runs of this node whose attempts are made by whichever node claims them, because this one does not host their task
 * queue. They are stored with the turn that schedules them; here they are watched, as long as the run is here: their time limits from
 * scheduling on are held, whether or not any node ever claims them, and requests to stop are passed on. The time limits of an attempt that was
 * claimed are those of its claimant ({@link ClaimedAttempts}).
 *
 * <p>Thread-safe. No method blocks but {@link #hurry} and {@link #overtake}: otherwise the store is asked on the executor.
 */
public final class RoutedActivities {

    private static final Logger log = LoggerFactory.getLogger(RoutedActivities.class);
    private static final Duration STORE_PAUSE = Duration.ofSeconds(1);
    private static final int ANY_ATTEMPT = 0;

    private record Key(UUID runId, int scheduledEventId) {}

    /** One activity; the timer is that of its next limit. */
    private record Watch(ActivityTask task, AtomicReference<@Nullable TimerHandle> timer) {

        Key key() {
            return new Key(task.runId(), task.scheduledEventId());
        }

        void wakeUpBy(@Nullable TimerHandle next) {
            @Nullable TimerHandle before = timer.getAndSet(next);
            if (before != null) {
                before.cancel();
            }
        }
    }

    private final UUID nodeId;
    private final ActivityTaskStore store;
    private final TimeSource time;
    private final Executor executor;
    private final Set<String> hostedQueues;
    private final AttemptJudge judge;
    private final ActivityReporter reporter;
    private final Runnable announce;
    private final ConcurrentMap<Key, Watch> watches = new ConcurrentHashMap<>();

    /**
     * @param executor asks the store
     * @param hostedQueues the queues whose activities are executed here
     * @param outcomes told how activities end
     * @param announce tells other nodes that there is something for them; quick, does not block
     */
    public RoutedActivities(
            UUID nodeId,
            ActivityTaskStore store,
            TimeSource time,
            Executor executor,
            Set<String> hostedQueues,
            FailureConverter failures,
            ActivityOutcomes outcomes,
            Runnable announce) {
        this.nodeId = nodeId;
        this.store = store;
        this.time = time;
        this.executor = executor;
        this.hostedQueues = Set.copyOf(hostedQueues);
        this.judge = new AttemptJudge(failures, time);
        this.reporter = new ActivityReporter(outcomes);
        this.announce = announce;
    }

    /** Whether attempts of activities on the queue are made by others. */
    public boolean isElsewhere(String taskQueue) {
        return !hostedQueues.contains(taskQueue);
    }

    /** What is stored of an attempt that is to be made. */
    public ActivityTaskState toState(ActivityTask task) {
        return isElsewhere(task.scheduled().taskQueue()) ? task.toRoutedState() : task.toState();
    }

    /**
     * A state from which an activity can be recovered here: an attempt that waits for its time on the owner of the run, and has certainly not
     * begun, must be stored anew if others are to make it now.
     */
    public ActivityTaskState beforeRecovery(ActivityTask task, ActivityTaskState stored) {
        boolean waits = stored.stage() == Stage.WAITING
                && stored.attempt() > 1
                && stored.at().isAfter(time.now());
        return waits && isElsewhere(task.scheduled().taskQueue()) ? stored.asReleased() : stored;
    }

    /** An attempt was stored for others; nothing is stored of one that is to stop already. */
    public void submit(ActivityTask task) {
        watch(task);
        if (task.cancelRequested()) {
            stop(task.runId(), task.scheduledEventId());
        } else {
            announce.run();
        }
    }

    /** The run of an activity came here that others see to. */
    public void adopt(ActivityTask task) {
        watch(task);
        if (task.cancelRequested()) {
            stop(task.runId(), task.scheduledEventId());
        }
    }

    /** Whether others see to an activity of a run that is here. */
    public boolean contains(UUID runId, int scheduledEventId) {
        return watches.containsKey(new Key(runId, scheduledEventId));
    }

    /**
     * Asks an activity to stop, because its workflow does not want it any more.
     *
     * @return false if it is not watched here
     */
    public boolean requestCancel(UUID runId, int scheduledEventId) {
        Key key = new Key(runId, scheduledEventId);
        Watch asked = watches.computeIfPresent(
                key, (same, watch) -> new Watch(watch.task().askedToStop(), watch.timer()));
        if (asked != null) {
            stop(runId, scheduledEventId);
        }
        return asked != null;
    }

    /** Has an attempt made at once that waits for the end of a pause after a failure, unless somebody makes it already. Asks the store. */
    public void hurry(UUID runId, int scheduledEventId) {
        if (contains(runId, scheduledEventId) && store.hurryActivity(nodeId, runId, scheduledEventId, time.now())) {
            announce.run();
        }
    }

    /**
     * Takes an activity away from whoever makes an attempt of it, because its end is reported from outside. Blocks on the store.
     *
     * @return false if it is too late for that: how the attempt has ended is stored already
     */
    public boolean overtake(ActivityTask task) {
        return takeBack(task, ANY_ATTEMPT, IfClaimed.REVOKE)
                .filter(state -> state.stage() == Stage.REPORTED)
                .isEmpty();
    }

    /** The activity has ended, or is seen to by this node from now on. */
    public void forget(UUID runId, int scheduledEventId) {
        @Nullable Watch watch = watches.remove(new Key(runId, scheduledEventId));
        if (watch != null) {
            watch.wakeUpBy(null);
        }
    }

    private void watch(ActivityTask task) {
        Watch watch = new Watch(task, new AtomicReference<>());
        @Nullable Watch before = watches.put(watch.key(), watch);
        if (before != null) {
            before.wakeUpBy(null);
        }
        limit(watch, Deadline.beforeStart(task));
    }

    private void limit(Watch watch, @Nullable Deadline deadline) {
        if (deadline != null) {
            watch.wakeUpBy(time.schedule(
                    deadline.at(), () -> ask(watch.key(), current -> expire(current, deadline.type()))));
        }
    }

    private void expire(Watch watch, TimeoutType type) {
        boolean toStart = type == TimeoutType.SCHEDULE_TO_START;
        ActivityTask task = watch.task();
        Optional<ActivityTaskState> state = toStart
                ? takeBack(task, task.attempt(), IfClaimed.LEAVE)
                : takeBack(task, ANY_ATTEMPT, IfClaimed.REVOKE);
        if (state.isEmpty() || state.get().stage() == Stage.REPORTED) {
            return;
        }
        if (state.get().stage() == Stage.RELEASED) {
            reporter.report(task.resumedFrom(state.get()), judge.timedOut(task.resumedFrom(state.get()), type, false));
        } else if (toStart) {
            limit(watch, Deadline.scheduleToClose(task));
        } else {
            // the claimant holds it to the same limit; if it does not, its claim has ended, and its transaction does
            // not commit
            reporter.report(task.resumedFrom(state.get()), judge.timedOut(task.resumedFrom(state.get()), type, true));
            announce.run();
        }
    }

    private void stop(UUID runId, int scheduledEventId) {
        ask(new Key(runId, scheduledEventId), this::stop);
    }

    private void stop(Watch watch) {
        ActivityTask task = watch.task();
        Optional<ActivityTaskState> state = takeBack(task, ANY_ATTEMPT, IfClaimed.ASK_TO_STOP);
        if (state.isEmpty()) {
            reporter.report(task, judge.canceledBeforeBegin(task));
        } else if (state.get().stage() == Stage.RELEASED) {
            ActivityTask current = task.resumedFrom(state.get());
            reporter.report(current, judge.canceledBeforeBegin(current));
        } else {
            announce.run();
        }
    }

    private Optional<ActivityTaskState> takeBack(ActivityTask task, int attempt, IfClaimed ifClaimed) {
        return store.takeBackActivity(nodeId, task.runId(), task.scheduledEventId(), attempt, ifClaimed);
    }

    /** Does something about an activity with the store, later, and again until that answers. */
    private void ask(Key key, Consumer<Watch> question) {
        executor.execute(() -> {
            @Nullable Watch watch = watches.get(key);
            if (watch == null) {
                return;
            }
            try {
                question.accept(watch);
            } catch (RuntimeException e) {
                log.warn("{} cannot be looked after and is tried again: {}", key, e.getMessage());
                time.schedule(time.now().plus(STORE_PAUSE), () -> ask(key, question));
            }
        });
    }
}
