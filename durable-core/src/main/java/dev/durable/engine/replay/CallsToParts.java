package dev.durable.engine.replay;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.LocalActivityOptions;
import dev.durable.failure.DurableFailure;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.ChildWorkflowStarter;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.ExternalWorkflow;
import dev.durable.workflow.Promise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.SagaOptions;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of workflow code that a part of the run answers by itself, handed on to it; and tools made of what others give. */
interface CallsToParts extends WorkflowContext {

    /** Which versions of changes the run goes by. */
    RunVersions versions();

    /** Values that code evaluates itself. */
    SideEffects sideEffects();

    /** What the start of the run tells. */
    RunBeginning beginning();

    /** Search attributes and memo. */
    RunAttributes attributes();

    /** Length and size of the history. */
    HistoryGrowth growth();

    /** Timers and conditions. */
    Waits waits();

    /** Cancellation scopes. */
    RunScopes scopes();

    /** Functions on threads of their own. */
    AsyncFunctions asyncFunctions();

    /** Calls to activities. */
    ActivityCalls activityCalls();

    /** Calls to local activities. */
    LocalActivities localActivities();

    /** What is asked of other workflows. */
    ChildCalls childCalls();

    /** What the tools that code makes for itself wait with. */
    RunContext context();

    @Override
    default CancellationScope newCancellationScope(Runnable body) {
        return scopes().inside(body);
    }

    @Override
    default CancellationScope newDetachedCancellationScope(Runnable body) {
        return scopes().detached(body);
    }

    @Override
    default CancellationScope currentCancellationScope() {
        return scopes().current();
    }

    @Override
    default int version(String changeId, int minSupported, int maxSupported) {
        return versions().version(changeId, minSupported, maxSupported);
    }

    @Override
    default <T extends @Nullable Object> T sideEffect(Class<T> type, Supplier<? extends T> body) {
        return sideEffect((Type) type, body);
    }

    @Override
    // the value was encoded with the type, and is null only if T is nullable
    @SuppressWarnings({"unchecked", "NullAway"})
    default <T extends @Nullable Object> T sideEffect(Type type, Supplier<? extends T> body) {
        return (T) sideEffects().once(type, body);
    }

    @Override
    default <T extends @Nullable Object> T mutableSideEffect(
            String id, Class<T> type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body) {
        return mutableSideEffect(id, (Type) type, updated, body);
    }

    @Override
    // the value was encoded with the type, and is null only if T is nullable
    @SuppressWarnings({"unchecked", "NullAway"})
    default <T extends @Nullable Object> T mutableSideEffect(
            String id, Type type, BiPredicate<? super T, ? super T> updated, Supplier<? extends T> body) {
        return (T) sideEffects().mutable(id, type, updated, body);
    }

    @Override
    default <T> Optional<T> lastResult(Class<T> type) {
        return beginning().lastResult(type);
    }

    @Override
    default <T> Optional<T> lastResult(Type type) {
        return beginning().lastResult(type);
    }

    @Override
    default Optional<DurableFailure> lastFailure() {
        return beginning().lastFailure();
    }

    @Override
    default SearchAttributes searchAttributes() {
        return attributes().facts().searchAttributes();
    }

    @Override
    default void upsertSearchAttributes(SearchAttributes change) {
        attributes().upsertSearchAttributes(change);
    }

    @Override
    default <T> Optional<T> memo(String key, Class<T> type) {
        return attributes().memo(key, type);
    }

    @Override
    default void upsertMemo(Map<String, ? extends @Nullable Object> change) {
        attributes().upsertMemo(change);
    }

    @Override
    default int historyLength() {
        return growth().length();
    }

    @Override
    default long historySize() {
        return growth().size();
    }

    @Override
    default boolean isContinueAsNewSuggested() {
        return growth().isContinueAsNewSuggested();
    }

    @Override
    default void sleep(Duration duration) {
        waits().sleep(duration);
    }

    @Override
    default Promise<@Nullable Void> newTimer(Duration duration) {
        return waits().newTimer(duration);
    }

    @Override
    default void await(BooleanSupplier condition) {
        waits().await(condition);
    }

    @Override
    default boolean await(Duration timeout, BooleanSupplier condition) {
        return waits().await(timeout, condition);
    }

    @Override
    default <R extends @Nullable Object> Promise<R> async(Supplier<R> function) {
        return asyncFunctions().start(function);
    }

    @Override
    default Promise<@Nullable Void> async(Runnable action) {
        return this.<@Nullable Void>async(() -> {
            action.run();
            return null;
        });
    }

    @Override
    default <A> A activity(Class<A> activityType, ActivityOptions options) {
        return activityCalls().stub(activityType, options);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // decoded as the type asked for; null only if R is nullable
    default <R extends @Nullable Object> R activity(
            String activityType, Class<R> resultType, ActivityOptions options, @Nullable Object... arguments) {
        return (R) activityCalls().call(activityType, resultType, options, arguments);
    }

    @Override
    default <A> A localActivity(Class<A> activityType, LocalActivityOptions options) {
        return localActivities().stub(activityType, options);
    }

    @Override
    default <W> ChildWorkflowStarter<W> newChild(Class<W> type) {
        return childCalls().newChild(type);
    }

    @Override
    default <W> ExternalWorkflow<W> external(Class<W> type, String workflowId) {
        return childCalls().external(type, workflowId);
    }

    @Override
    default <T extends @Nullable Object> CompletablePromise<T> newPromise() {
        return new RunPromise<>(context());
    }

    @Override
    default Promise<@Nullable Void> allOf(Collection<? extends Promise<?>> promises) {
        return PromiseCombination.allOf(context(), promises);
    }

    @Override
    default Promise<@Nullable Void> allOf(Promise<?>... promises) {
        return allOf(Arrays.asList(promises));
    }

    @Override
    default <T extends @Nullable Object> Promise<T> anyOf(Collection<? extends Promise<? extends T>> promises) {
        return PromiseCombination.anyOf(context(), promises);
    }

    @Override
    default Promise<@Nullable Object> anyOf(Promise<?>... promises) {
        return this.<@Nullable Object>anyOf(Arrays.asList(promises));
    }

    @Override
    default Saga newSaga() {
        return newSaga(SagaOptions.DEFAULT);
    }

    @Override
    default Saga newSaga(SagaOptions options) {
        return new RunSaga(context(), options);
    }

    @Override
    default <E> WorkflowQueue<E> newQueue(int capacity) {
        return new RunQueue<>(context(), capacity);
    }

    @Override
    default WorkflowLock newLock() {
        return new RunLock(context());
    }

    @Override
    default WorkflowSemaphore newSemaphore(int permits) {
        return new RunSemaphore(context(), permits);
    }

    @Override
    default <T extends @Nullable Object> WorkflowLocal<T> newThreadLocal(Supplier<? extends T> initial) {
        return new ThreadLocalValue<>(context(), initial);
    }

    @Override
    default <T extends @Nullable Object> WorkflowLocal<T> newRunLocal(Supplier<? extends T> initial) {
        return new RunLocal<>(context(), initial);
    }
}
