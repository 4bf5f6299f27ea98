package dev.durable.workflow;

import dev.durable.payload.EncodedArguments;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of messages whose names are known at run time only. Workflow code registers them, in its constructor or whenever it comes
 * to know a name; replay registers them again.
 *
 * <p>A name has one handler: the method of the workflow type that is declared for it, then the latest one registered for it, then
 * the latest one for all names.
 */
public interface MessageHandlers {

    /**
     * Registers a handler for signals of a name, which carry one argument. Signals of that name that came before and that nobody took
     * are delivered now, in their order: one after the other, each as a step of its own after the current one.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-3041} if the workflow type declares a handler of the name
     */
    <A extends @Nullable Object> void onSignal(String name, Class<A> argumentType, Consumer<? super A> handler);

    /** Registers a handler for signals of a name with any arguments; see {@link #onSignal(String, Class, Consumer)}. */
    void onSignal(String name, Consumer<EncodedArguments> handler);

    /** Registers a handler for signals of all names that have none of their own; see {@link #onSignal(String, Class, Consumer)}. */
    void onSignal(BiConsumer<String, EncodedArguments> handler);

    /**
     * Registers a handler for queries of a name. Only reads, as a method with {@link dev.durable.annotation.QueryMethod}.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-3041} if the workflow type declares a handler of the name
     */
    void onQuery(String name, Function<EncodedArguments, ? extends @Nullable Object> handler);

    /** Registers a handler for queries of all names that have none of their own. */
    void onQuery(BiFunction<String, EncodedArguments, ? extends @Nullable Object> handler);

    /**
     * Registers a handler for updates of a name.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-3041} if the workflow type declares a handler of the name
     */
    void onUpdate(String name, UpdateHandler handler);

    /** Registers a handler for updates of all names that have none of their own. */
    void onUpdate(AnyUpdateHandler handler);

    /**
     * Whether no handler of a signal or update is under way. To be awaited before the workflow method returns, so that none is cut
     * off: {@code workflow.await(workflow::isEveryHandlerFinished)}. Within a handler it is always false.
     */
    boolean isEveryHandlerFinished();

    /** The update that the calling workflow thread carries out; empty anywhere but in the thread of an update's handler. */
    Optional<UpdateInfo> currentUpdate();
}
