package dev.durable.engine.replay;

import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.engine.replay.MessageHandler.Invocation;
import dev.durable.payload.EncodedArguments;
import dev.durable.workflow.AnyUpdateHandler;
import dev.durable.workflow.MessageHandlers;
import dev.durable.workflow.UpdateHandler;
import dev.durable.workflow.UpdateInfo;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of the workflow's door to the engine through which its code registers handlers. Confined to the run. */
abstract class HandlerRegistration implements MessageHandlers {

    private final RunHandlers handlers;
    private final DeterministicScheduler scheduler;

    HandlerRegistration(RunHandlers handlers, DeterministicScheduler scheduler) {
        this.handlers = handlers;
        this.scheduler = scheduler;
    }

    /** Refuses calls from foreign threads and from code that may only read. */
    abstract void requireCommandsAllowed(String what);

    @Override
    @SuppressWarnings("unchecked") // decoded as the argument type
    public final <A extends @Nullable Object> void onSignal(
            String name, Class<A> argumentType, Consumer<? super A> handler) {
        register(Kind.SIGNAL, name, MessageHandler.ofType(name, argumentType, arguments -> {
            handler.accept((A) arguments[0]);
            return null;
        }));
    }

    @Override
    public final void onSignal(String name, Consumer<EncodedArguments> handler) {
        registerEncoded(Kind.SIGNAL, name, taking(handler), MessageHandler.NO_VALIDATION);
    }

    @Override
    public final void onSignal(BiConsumer<String, EncodedArguments> handler) {
        registerForAnyName(
                Kind.SIGNAL,
                name -> taking(arguments -> handler.accept(name, arguments)),
                name -> MessageHandler.NO_VALIDATION);
    }

    @Override
    public final void onQuery(String name, Function<EncodedArguments, ? extends @Nullable Object> handler) {
        registerEncoded(Kind.QUERY, name, arguments -> handler.apply(encoded(arguments)), MessageHandler.NO_VALIDATION);
    }

    @Override
    public final void onQuery(BiFunction<String, EncodedArguments, ? extends @Nullable Object> handler) {
        registerForAnyName(
                Kind.QUERY,
                name -> arguments -> handler.apply(name, encoded(arguments)),
                name -> MessageHandler.NO_VALIDATION);
    }

    @Override
    public final void onUpdate(String name, UpdateHandler handler) {
        registerEncoded(Kind.UPDATE, name, arguments -> handler.handle(encoded(arguments)), taking(handler::validate));
    }

    @Override
    public final void onUpdate(AnyUpdateHandler handler) {
        registerForAnyName(
                Kind.UPDATE,
                name -> arguments -> handler.handle(name, encoded(arguments)),
                name -> taking(arguments -> handler.validate(name, arguments)));
    }

    @Override
    public final boolean isEveryHandlerFinished() {
        return handlers.running().areAllFinished();
    }

    @Override
    public final Optional<UpdateInfo> currentUpdate() {
        return scheduler.isThreadActive() ? handlers.running().updateOf(scheduler.current()) : Optional.empty();
    }

    private void registerEncoded(Kind kind, String name, Invocation invocation, Invocation validation) {
        register(kind, name, MessageHandler.ofEncoded(name, invocation, validation));
    }

    private void register(Kind kind, String name, MessageHandler handler) {
        requireCommandsAllowed("The registration of a handler for '" + name + "'");
        handlers.register(kind, name, handler);
    }

    private void registerForAnyName(
            Kind kind, Function<String, Invocation> invocations, Function<String, Invocation> validations) {
        requireCommandsAllowed("The registration of a handler for any name");
        handlers.registerForAnyName(
                kind, name -> MessageHandler.ofEncoded(name, invocations.apply(name), validations.apply(name)));
    }

    private static Invocation taking(Consumer<EncodedArguments> handler) {
        return arguments -> {
            handler.accept(encoded(arguments));
            return null;
        };
    }

    private static EncodedArguments encoded(@Nullable Object[] arguments) {
        if (arguments[0] instanceof EncodedArguments encoded) {
            return encoded;
        }
        throw new IllegalStateException("A handler of encoded arguments got others");
    }
}
