package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.CommandEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowInfo;
import dev.durable.workflow.WorkflowLocal;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiPredicate;
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
    private final Clock clock = new RunClock(this::now);
    private final Random random;
    private final Logger logger;
    private final RunVersions versions = new RunVersions(this);
    private final SideEffects sideEffects;
    private final RunAttributes attributes;
    private final HistoryGrowth growth;
    private @Nullable CommandLog commands;
    private Instant now;
    private int asyncCount;

    RunContext(
            WorkflowInfo info,
            WorkflowExecutionStarted started,
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
        this.activities = new ActivityCalls(this, services, pendingActivities, info.taskQueue());
        this.now = info.startedAt();
        this.random = new RunRandom(started.origin().seedOf(info.runId()), () -> requireCommandsAllowed("random"));
        this.logger = ReplayAwareLogger.around(LoggerFactory.getLogger(workflowClass), this::isSilent);
        this.sideEffects = new SideEffects(this, services.payloads());
        this.attributes = new RunAttributes(this, started, services.payloads());
        this.growth = new HistoryGrowth(services.thresholds());
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
        return commands().record(factory);
    }

    /** Where the commands of the current step go. */
    CommandLog commands() {
        CommandLog log = commands;
        if (log == null) {
            throw new IllegalStateException("No step has begun");
        }
        return log;
    }

    /** Lets the current step fail, whatever the code makes of it; to be thrown. */
    StepFailed fail(DurableException reason) {
        return commands().fail(reason);
    }

    RunVersions versions() {
        return versions;
    }

    RunAttributes attributes() {
        return attributes;
    }

    HistoryGrowth growth() {
        return growth;
    }

    WorkflowThread currentThread() {
        return scheduler.current();
    }

    boolean isReadOnly() {
        return scheduler.isReadOnly();
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
                    what
                            + " was called in a query, an await condition, a promise callback or a side effect of workflow '"
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
    public int version(String changeId, int minSupported, int maxSupported) {
        return versions.version(changeId, minSupported, maxSupported);
    }

    @Override
    public <T extends @Nullable Object> T sideEffect(Class<T> type, Supplier<? extends T> body) {
        return sideEffect((Type) type, body);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the value was encoded with the type, and is null only if T is nullable
    public <T extends @Nullable Object> T sideEffect(Type type, Supplier<? extends T> body) {
        return (T) sideEffects.once(type, body);
    }

    @Override
    public <T extends @Nullable Object> T mutableSideEffect(
            String id, Class<T> type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body) {
        return mutableSideEffect(id, (Type) type, updated, body);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"
    }) // the value was encoded with the type, and is null only if T is nullable
    public <T extends @Nullable Object> T mutableSideEffect(
            String id, Type type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body) {
        return (T) sideEffects.mutable(id, type, updated, body);
    }

    @Override
    public SearchAttributes searchAttributes() {
        return attributes.facts().searchAttributes();
    }

    @Override
    public void upsertSearchAttributes(SearchAttributes change) {
        attributes.upsertSearchAttributes(change);
    }

    @Override
    public <T> Optional<T> memo(String key, Class<T> type) {
        return attributes.memo(key, type);
    }

    @Override
    public void upsertMemo(Map<String, ? extends @Nullable Object> change) {
        attributes.upsertMemo(change);
    }

    @Override
    public int historyLength() {
        return growth.length();
    }

    @Override
    public long historySize() {
        return growth.size();
    }

    @Override
    public boolean isContinueAsNewSuggested() {
        return growth.isContinueAsNewSuggested();
    }

    @Override
    public <E> WorkflowQueue<E> newQueue(int capacity) {
        return new RunQueue<>(this, capacity);
    }

    @Override
    public WorkflowLock newLock() {
        return new RunLock(this);
    }

    @Override
    public WorkflowSemaphore newSemaphore(int permits) {
        return new RunSemaphore(this, permits);
    }

    @Override
    public <T extends @Nullable Object> WorkflowLocal<T> newThreadLocal(Supplier<? extends T> initial) {
        return new ThreadLocalValue<>(this, initial);
    }

    @Override
    public <T extends @Nullable Object> WorkflowLocal<T> newRunLocal(Supplier<? extends T> initial) {
        return new RunLocal<>(this, initial);
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
