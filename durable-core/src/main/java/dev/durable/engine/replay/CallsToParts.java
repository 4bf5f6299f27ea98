package dev.durable.engine.replay;

import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls of workflow code that a part of the run answers by itself, handed on to it. */
interface CallsToParts extends WorkflowContext {

    /** Which versions of changes the run goes by. */
    RunVersions versions();

    /** Values that code evaluates itself. */
    SideEffects sideEffects();

    /** Search attributes and memo. */
    RunAttributes attributes();

    /** Length and size of the history. */
    HistoryGrowth growth();

    /** What the tools that code makes for itself wait with. */
    RunContext context();

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
