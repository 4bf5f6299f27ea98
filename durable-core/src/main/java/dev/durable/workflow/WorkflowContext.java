package dev.durable.workflow;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.LocalActivityOptions;
import dev.durable.failure.DurableFailure;
import dev.durable.search.SearchAttributes;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The door through which workflow code reaches the engine: time, timers, waiting, concurrency, randomness. Injected into the
 * constructor of a {@link dev.durable.annotation.Workflow}; each run has its own.
 *
 * <p>Only workflow code of the run may call it, on the threads that the engine runs it on; any other thread gets
 * {@code DUR-3004}. Queries and await conditions may read ({@link #info()}, {@link #now()}) but get {@code DUR-3003} from
 * anything that would block or record a command. Workflow code runs one thread at a time and only changes threads where it
 * blocks, so its fields need no locks.
 *
 * <p>Workflow code is replayed: it must take the same path again when it is given the same recorded results. So time comes
 * from {@link #now()}, randomness from {@link #random()}, and everything else from activities.
 */
public interface WorkflowContext extends MessageHandlers {

    /** The version that runs go by which are older than the first {@link #version} call of a change. */
    int DEFAULT_VERSION = -1;

    /** Facts about the run. */
    WorkflowInfo info();

    /** The workflow's time: when the event that is being applied was recorded. Stands still until the next one. */
    Instant now();

    /** A clock that shows {@link #now()} in UTC. */
    Clock clock();

    /**
     * Blocks the calling workflow thread for a duration, durably: for milliseconds or for years, across restarts.
     *
     * @param duration zero or negative returns at once and records nothing
     * @throws dev.durable.failure.CanceledFailure if the scope is canceled
     */
    void sleep(Duration duration);

    /**
     * Starts a durable timer.
     *
     * @param duration zero or negative gives a completed promise and records nothing
     * @return a promise that completes when the timer fires, and fails with a {@link dev.durable.failure.CanceledFailure} when the
     *     scope is canceled before
     */
    Promise<@Nullable Void> newTimer(Duration duration);

    /**
     * Blocks the calling workflow thread until the condition holds. The condition is evaluated again whenever other code of
     * the workflow made progress; it must only read.
     *
     * @throws dev.durable.failure.CanceledFailure if the scope is canceled and the condition does not hold
     */
    void await(BooleanSupplier condition);

    /**
     * Blocks the calling workflow thread until the condition holds, but at most for the given time, by a durable timer.
     *
     * @param timeout zero or negative evaluates the condition once
     * @return whether the condition holds; false if the time ran out
     * @throws dev.durable.failure.CanceledFailure if the scope is canceled and the condition does not hold
     */
    boolean await(Duration timeout, BooleanSupplier condition);

    /**
     * Runs a function in a workflow thread of its own, which starts when the calling one blocks.
     *
     * <p>A failure belongs to whoever asks for the promise. One that nobody asks for has no effect on the run but is logged, once, as a
     * warning of the workflow's logger: an exception that is taken for a bug (see {@link dev.durable.annotation.Workflow#failureTypes})
     * in the step in which it is thrown, any other when the run ends. Cancellation is no failure in this sense.
     *
     * @return a promise of its result
     */
    <R extends @Nullable Object> Promise<R> async(Supplier<R> function);

    /** Runs an action in a workflow thread of its own, which starts when the calling one blocks. */
    Promise<@Nullable Void> async(Runnable action);

    /** A promise that workflow code completes. */
    <T extends @Nullable Object> CompletablePromise<T> newPromise();

    /** A promise that completes when all have completed, or fails as soon as one of them fails. */
    Promise<@Nullable Void> allOf(Collection<? extends Promise<?>> promises);

    /** A promise that completes when all have completed, or fails as soon as one of them fails. */
    Promise<@Nullable Void> allOf(Promise<?>... promises);

    /** A promise that completes or fails as the first of the given ones does. */
    <T extends @Nullable Object> Promise<T> anyOf(Collection<? extends Promise<? extends T>> promises);

    /** A promise that completes or fails as the first of the given ones does. */
    Promise<@Nullable Object> anyOf(Promise<?>... promises);

    /**
     * A part of the workflow that can be canceled by itself; it is canceled with the scope around it, too. Call {@link
     * CancellationScope#run()} to run it.
     */
    CancellationScope newCancellationScope(Runnable body);

    /** A part of the workflow that goes on when the scope around it is canceled: the place for cleaning up after a cancellation. */
    CancellationScope newDetachedCancellationScope(Runnable body);

    /** The scope in which the calling code runs. */
    CancellationScope currentCancellationScope();

    /**
     * Prepares the start of a child workflow: {@code workflow.newChild(ShipmentWorkflow.class).execute(w -> w.ship(parcel))}.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     */
    <W> ChildWorkflowStarter<W> newChild(Class<W> type);

    /**
     * Another workflow, to be signaled or canceled.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     */
    <W> ExternalWorkflow<W> external(Class<W> type, String workflowId);

    /**
     * Ends this run and goes on as a new one of the same workflow type with a history of its own: {@code
     * workflow.continueAsNew(OrderWorkflow.class, w -> w.fulfil(next))}. Messages that the code has not handled yet go over to the new
     * run. May only be called on the thread of the workflow method; it does not return, and must not be caught.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}; usually the caller's own
     * @param call calls the workflow method with the arguments of the new run; applied to a stand-in
     */
    <W> RuntimeException continueAsNew(Class<W> type, Consumer<W> call);

    /** Goes on as a new run with options of its own; see {@link #continueAsNew(Class, Consumer)}. */
    <W> RuntimeException continueAsNew(Class<W> type, ContinueAsNewOptions options, Consumer<W> call);

    /** Random numbers that are the same on every replay. */
    RandomGenerator random();

    /** A random (version 4) UUID that is the same on every replay. */
    UUID randomUuid();

    /** Compensations that are run in reverse order, going on when one fails. */
    Saga newSaga();

    /** Compensations that are run as the options say. */
    Saga newSaga(SagaOptions options);

    /**
     * The version of a change by which this run goes, for code that must change while runs are open:
     *
     * <pre>{@code
     * if (workflow.version("pack-before-charge", DEFAULT_VERSION, 1) == 1) {
     *     … // what new runs do
     * } else {
     *     … // what older runs go on doing
     * }
     * }</pre>
     *
     * <p>A run that comes to the first call of a change id for the first time gets {@code maxSupported}, which is recorded; a run
     * whose code has passed that place before the call was there gets {@link #DEFAULT_VERSION}. Every later call in the run gives
     * the same. It never blocks and never lets other workflow threads run, so it may stand in loops, handlers and functions given
     * to {@link #async}.
     *
     * <p>A call may be removed from the code once no open run needs it: a recorded version that nobody asks for is passed over.
     * {@code WorkflowClient.changeVersions} tells what open runs need.
     *
     * @param changeId name of the change, 1 to 200 characters; recorded, so it never changes
     * @param minSupported the oldest version that the code still has; {@link #DEFAULT_VERSION} for what was before the change
     * @param maxSupported the newest version that the code has
     * @return the version, from {@code minSupported} to {@code maxSupported}. If the run goes by another one, the run is stopped with
     *     {@code DUR-3020}: it is kept, and goes on when code that has the version is deployed
     */
    int version(String changeId, int minSupported, int maxSupported);

    /**
     * Whether this run goes by a change: {@link #version} for the usual case of code that is either old or new. Later give it up in
     * two steps: keep only the new code, with {@link #deprecatePatch} where the question was; and remove that when no run is open
     * that was started before.
     */
    default boolean patched(String changeId) {
        return version(changeId, DEFAULT_VERSION, 1) == 1;
    }

    /**
     * Records that this run goes by a change for which there is no other code any more, so that instances which still ask
     * {@link #patched} take the new way, too.
     */
    default void deprecatePatch(String changeId) {
        version(changeId, DEFAULT_VERSION, 1);
    }

    /**
     * Evaluates something that is not deterministic, once, and records the value; replay takes the recorded one. For what is quick
     * and cannot fail, such as reading a setting; everything else is a matter for activities.
     *
     * <p>The body only reads: it may neither block nor ask the engine for anything. If it throws, nothing is recorded and the step
     * counts as failed code ({@code DUR-3002}), whatever the exception; the workflow does not see it. A body may run again if the
     * step could not be stored.
     *
     * @param type class of the value
     * @return the value, decoded from what was recorded
     */
    <T extends @Nullable Object> T sideEffect(Class<T> type, Supplier<? extends T> body);

    /**
     * A side effect with a value of a generic type; see {@link #sideEffect(Class, Supplier)}.
     *
     * @param type type of the value
     */
    <T extends @Nullable Object> T sideEffect(Type type, Supplier<? extends T> body);

    /**
     * Evaluates something that is not deterministic each time it is called, and records the value only if it has changed. For
     * settings that are read again and again, for example in a loop. Like {@link #sideEffect(Class, Supplier)} otherwise.
     *
     * @param id name of the value within the run; recorded, so it never changes
     * @param type class of the value
     * @param updated whether the second value, the new one, replaces the first one; only reads
     * @return the value that was recorded last
     */
    <T extends @Nullable Object> T mutableSideEffect(
            String id, Class<T> type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body);

    /**
     * A mutable side effect with a value of a generic type; see {@link #mutableSideEffect(String, Class, BiPredicate, Supplier)}.
     *
     * @param type type of the value
     */
    <T extends @Nullable Object> T mutableSideEffect(
            String id, Type type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body);

    /**
     * The result of the run that completed last under the schedule that has started this one, for work that goes on where it ended.
     *
     * @param type class of the result
     * @return empty if no schedule has started the run, if none completed before, or if the result was null
     */
    <T> Optional<T> lastResult(Class<T> type);

    /**
     * The result of a generic type of the run that completed last before; see {@link #lastResult(Class)}.
     *
     * @param type type of the result
     */
    <T> Optional<T> lastResult(Type type);

    /**
     * Why the run before did not complete: the one that this one repeats under the workflow's retry policy, or the latest one under the
     * schedule.
     *
     * @return empty if there is none, or if it ended otherwise than by failing
     */
    Optional<DurableFailure> lastFailure();

    /** The facts by which the run can be found: those given at the start, as the workflow has changed them. */
    SearchAttributes searchAttributes();

    /**
     * Changes facts by which the run can be found. Recorded, unless it changes nothing.
     *
     * @param change what is set, and what is {@linkplain SearchAttributes#without removed}
     */
    void upsertSearchAttributes(SearchAttributes change);

    /** A fact of the run's memo, which is there for people: given at the start, or set by the workflow. */
    <T> Optional<T> memo(String key, Class<T> type);

    /**
     * Changes the run's memo. Recorded, unless it changes nothing.
     *
     * @param change what is set; a value of null removes
     */
    void upsertMemo(Map<String, ? extends @Nullable Object> change);

    /**
     * How many events the run has, with the one that is being applied. Like {@link #now()} it stands still until the next one comes.
     */
    int historyLength();

    /**
     * About how many bytes the run's events take, with the one that is being applied. Counts payloads and a fixed amount for each
     * event. Stands still until the next event comes.
     */
    long historySize();

    /**
     * Whether the history has become so long or so large that the workflow should go on as a new run when it gets to a good place.
     * Once true it stays true. May stand in await conditions.
     */
    boolean isContinueAsNewSuggested();

    /**
     * A queue.
     *
     * @param capacity how many elements fit in; at least 1
     */
    <E> WorkflowQueue<E> newQueue(int capacity);

    /** A lock that nobody has. */
    WorkflowLock newLock();

    /**
     * A semaphore.
     *
     * @param permits how many permits there are in the beginning
     */
    WorkflowSemaphore newSemaphore(int permits);

    /**
     * A value that each workflow thread has for itself. Only workflow threads can ask for it, not queries and conditions.
     *
     * @param initial makes the initial value of a thread
     */
    <T extends @Nullable Object> WorkflowLocal<T> newThreadLocal(Supplier<? extends T> initial);

    /**
     * A value that the whole run has: a field for code that has no instance to keep it in.
     *
     * @param initial makes the initial value
     */
    <T extends @Nullable Object> WorkflowLocal<T> newRunLocal(Supplier<? extends T> initial);

    /** A logger named after the workflow's class that keeps silent during replay, so that each line appears once. */
    Logger logger();

    /**
     * A stub of an activity type whose calls carry options of their own, laid over annotations and configuration.
     *
     * @throws dev.durable.failure.DurableException if the type is no activity type known to the engine
     */
    <A> A activity(Class<A> activityType, ActivityOptions options);

    /**
     * A stub of an activity type whose calls are executed as a part of the workflow's step: on this node, at once, without an event
     * that schedules them. Only results are recorded, several in one commit, so that quick calls cost next to nothing. An attempt
     * whose result is not recorded when the process dies is made again, whatever its retry policy says. For calls of
     * milliseconds; they have neither heartbeats nor a completion from outside, and cannot be routed.
     *
     * @throws dev.durable.failure.DurableException if the type is no activity type known to the engine
     */
    default <A> A localActivity(Class<A> activityType) {
        return localActivity(activityType, LocalActivityOptions.NONE);
    }

    /**
     * A stub like that of {@link #localActivity(Class)} with options of its own.
     *
     * @throws dev.durable.failure.DurableException if the type is no activity type known to the engine
     */
    <A> A localActivity(Class<A> activityType, LocalActivityOptions options);

    /**
     * Calls an activity by its name, for those that have no type here: of another application, or of a {@link
     * dev.durable.activity.DynamicActivity}. Blocks the calling workflow thread like the call of a stub.
     *
     * @param activityType name of the activity, such as {@code Payments.charge}
     * @param resultType class of its result; {@code Void.class} if there is none
     * @param options options of the call
     * @param arguments its arguments
     * @return the result
     * @throws dev.durable.failure.ActivityFailure if the activity did not succeed
     */
    <R extends @Nullable Object> R activity(
            String activityType, Class<R> resultType, ActivityOptions options, @Nullable Object... arguments);
}
