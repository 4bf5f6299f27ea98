package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.LocalActivityOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.CommandEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflow's door to the engine, for one run. Confined to the run. */
final class RunContext implements WorkflowContext, RunPromise.Waiting {

    private final WorkflowInfo info;
    private final DeterministicScheduler scheduler;
    private final PendingTimers timers;
    private final WorkflowThreads threads;
    private final LoggingContext loggingContext;
    private final ActivityCalls activities;
    private final PendingActivities pendingActivities;
    private final LocalActivities localActivities;
    private final Clock clock = new RunClock(this::now);
    private final Random random;
    private final Logger logger;
    private @Nullable CommandLog commands;
    private Instant now;
    private int asyncCount;

    RunContext(
            WorkflowInfo info,
            Class<?> workflowClass,
            ReplayServices services,
            DeterministicScheduler scheduler,
            PendingActivities pendingActivities,
            PendingTimers timers) {
        this.info = info;
        this.scheduler = scheduler;
        this.timers = timers;
        this.threads = services.threads();
        this.loggingContext = new LoggingContext(info);
        this.pendingActivities = pendingActivities;
        this.localActivities = new LocalActivities(this, services);
        this.activities = new ActivityCalls(this, services, pendingActivities, info.taskQueue());
        this.now = info.startedAt();
        this.random = new RunRandom(info.runId(), () -> requireCommandsAllowed("random"));
        this.logger = ReplayAwareLogger.around(LoggerFactory.getLogger(workflowClass), this::isSilent);
    }

    /** Begins a step: from now on it is that late, and commands go there. */
    void beginStep(Instant time, CommandLog log) {
        now = time;
        commands = log;
    }

    /** A workflow thread of the run, not yet known to the scheduler. */
    WorkflowThread newThread(String name, Runnable body) {
        return new WorkflowThread(name, body, threads, loggingContext);
    }

    /** Takes a command of the current step. */
    <E extends CommandEvent> E record(CommandLog.CommandFactory<E> factory) {
        CommandLog log = commands;
        if (log == null) {
            throw new IllegalStateException("No step has begun");
        }
        E command = log.record(factory);
        if (command instanceof ActivityTaskCancelRequested request) {
            pendingActivities.cancelRequested(request.scheduledEventId());
        }
        return command;
    }

    /** The local activities of the run. */
    LocalActivities localActivities() {
        return localActivities;
    }

    /** Refuses calls from foreign threads and from code that may only read. */
    void requireCommandsAllowed(String what) {
        if (scheduler.isDestroying()) {
            throw new WorkflowThreadDestroyed();
        }
        if (!scheduler.isOnRunThread()) {
            throw new DurableException(
                    ErrorCode.FOREIGN_THREAD,
                    what + " of workflow '" + info.workflowId() + "' was called on thread "
                            + Thread.currentThread().getName() + ".");
        }
        if (scheduler.isReadOnly()) {
            throw new DurableException(
                    ErrorCode.READ_ONLY_VIOLATION,
                    what + " was called in a query, an await condition or a promise callback of workflow '"
                            + info.workflowId() + "'.");
        }
    }

    /** Whether log lines were written before, or come from threads that are being ended. */
    private boolean isSilent() {
        CommandLog log = commands;
        return scheduler.isDestroying() || log != null && log.isReplaying();
    }

    @Override
    public WorkflowInfo info() {
        return info;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void sleep(Duration duration) {
        newTimer(duration).get();
    }

    @Override
    public Promise<@Nullable Void> newTimer(Duration duration) {
        requireCommandsAllowed("newTimer");
        RunPromise<@Nullable Void> fired = new RunPromise<>(this);
        if (duration.isNegative() || duration.isZero()) {
            fired.complete(null);
        } else {
            startTimer(duration, fired);
        }
        return fired;
    }

    @Override
    public void await(BooleanSupplier condition) {
        requireCommandsAllowed("await");
        if (!holds(condition)) {
            scheduler.current().block(condition);
        }
    }

    @Override
    public boolean await(Duration timeout, BooleanSupplier condition) {
        requireCommandsAllowed("await");
        if (holds(condition)) {
            return true;
        }
        if (timeout.isNegative() || timeout.isZero()) {
            return false;
        }
        RunPromise<@Nullable Void> fired = new RunPromise<>(this);
        TimerStarted timer = startTimer(timeout, fired);
        scheduler.current().block(() -> fired.isDone() || condition.getAsBoolean());
        boolean holds = holds(condition);
        if (!fired.isDone()) {
            record(eventId -> new TimerCanceled(eventId, now, timer.eventId()));
            timers.cancel(timer.eventId());
        }
        return holds;
    }

    @Override
    public <R extends @Nullable Object> Promise<R> async(Supplier<R> function) {
        requireCommandsAllowed("async");
        RunPromise<R> result = new RunPromise<>(this);
        scheduler.add(newThread("async-" + ++asyncCount, () -> {
            R value;
            try {
                value = function.get();
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                return;
            }
            result.complete(value);
        }));
        return result;
    }

    @Override
    public Promise<@Nullable Void> async(Runnable action) {
        return this.<@Nullable Void>async(() -> {
            action.run();
            return null;
        });
    }

    @Override
    public <T extends @Nullable Object> CompletablePromise<T> newPromise() {
        return new RunPromise<>(this);
    }

    @Override
    public Promise<@Nullable Void> allOf(Collection<? extends Promise<?>> promises) {
        return PromiseCombination.allOf(this, promises);
    }

    @Override
    public Promise<@Nullable Void> allOf(Promise<?>... promises) {
        return allOf(Arrays.asList(promises));
    }

    @Override
    public <T extends @Nullable Object> Promise<T> anyOf(Collection<? extends Promise<? extends T>> promises) {
        return PromiseCombination.anyOf(this, promises);
    }

    @Override
    public Promise<@Nullable Object> anyOf(Promise<?>... promises) {
        return this.<@Nullable Object>anyOf(Arrays.asList(promises));
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public UUID randomUuid() {
        long most = random.nextLong() & 0xFFFFFFFFFFFF0FFFL | 0x4000L;
        long least = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(most, least);
    }

    @Override
    public Saga newSaga() {
        return newSaga(SagaOptions.DEFAULT);
    }

    @Override
    public Saga newSaga(SagaOptions options) {
        return new RunSaga(this, options);
    }

    @Override
    public Logger logger() {
        return logger;
    }

    @Override
    public <A> A activity(Class<A> activityType, ActivityOptions options) {
        return activities.stub(activityType, options);
    }

    @Override
    public <A> A localActivity(Class<A> activityType, LocalActivityOptions options) {
        return localActivities.stub(activityType, options);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the type asked for; null only if R is nullable
    public <R extends @Nullable Object> R activity(
            String activityType, Class<R> resultType, ActivityOptions options, @Nullable Object... arguments) {
        return (R) activities.call(activityType, resultType, options, arguments);
    }

    @Override
    public <R extends @Nullable Object> R readOnly(DeterministicScheduler.ReadOnlyAction<R> action) {
        return scheduler.readOnly(action);
    }

    private boolean holds(BooleanSupplier condition) {
        return scheduler.<Boolean>readOnly(condition::getAsBoolean);
    }

    private TimerStarted startTimer(Duration duration, RunPromise<@Nullable Void> fired) {
        TimerStarted started = record(eventId -> new TimerStarted(eventId, now, duration));
        timers.add(started, fired);
        return started;
    }
}
