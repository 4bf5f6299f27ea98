package dev.durable.workflow;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.LocalActivityOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.BooleanSupplier;
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
public interface WorkflowContext {

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
     */
    void sleep(Duration duration);

    /**
     * Starts a durable timer.
     *
     * @param duration zero or negative gives a completed promise and records nothing
     * @return a promise that completes when the timer fires
     */
    Promise<@Nullable Void> newTimer(Duration duration);

    /**
     * Blocks the calling workflow thread until the condition holds. The condition is evaluated again whenever other code of
     * the workflow made progress; it must only read.
     */
    void await(BooleanSupplier condition);

    /**
     * Blocks the calling workflow thread until the condition holds, but at most for the given time, by a durable timer.
     *
     * @param timeout zero or negative evaluates the condition once
     * @return whether the condition holds; false if the time ran out
     */
    boolean await(Duration timeout, BooleanSupplier condition);

    /**
     * Runs a function in a workflow thread of its own, which starts when the calling one blocks.
     *
     * @return a promise of its result; a failure that nobody asks for stays without effect
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

    /** Random numbers that are the same on every replay. */
    RandomGenerator random();

    /** A random (version 4) UUID that is the same on every replay. */
    UUID randomUuid();

    /** Compensations that are run in reverse order, going on when one fails. */
    Saga newSaga();

    /** Compensations that are run as the options say. */
    Saga newSaga(SagaOptions options);

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
