package dev.durable.engine.replay;

import dev.durable.engine.definition.ContractHandler.Kind;
import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.interceptor.CodeCall;
import dev.durable.interceptor.NextCode;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import dev.durable.workflow.UpdateInfo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Delivers signals, queries and updates to the handlers of one run. Confined to the run. */
final class MessageDelivery {

    private final WorkflowDefinition definition;
    private final ReplayServices services;
    private final RunContext context;
    private final DeterministicScheduler scheduler;
    private final RunHandlers handlers;
    private final RunUpdates updates = new RunUpdates();

    MessageDelivery(
            WorkflowDefinition definition,
            ReplayServices services,
            RunContext context,
            DeterministicScheduler scheduler,
            RunHandlers handlers) {
        this.definition = definition;
        this.services = services;
        this.context = context;
        this.scheduler = scheduler;
        this.handlers = handlers;
    }

    boolean hasHandler(WorkflowExecutionSignaled signal) {
        return handlers.find(Kind.SIGNAL, signal.signalName()) != null;
    }

    @Nullable
    DurableException whyUndeliverable(WorkflowExecutionSignaled signal) {
        try {
            decode(Kind.SIGNAL, signal.signalName(), signal.input(), handler(Kind.SIGNAL, signal.signalName()));
            requireDecodableContext(signal);
            return null;
        } catch (DurableException e) {
            return e;
        }
    }

    private void requireDecodableContext(WorkflowExecutionSignaled signal) {
        try {
            context.extensions().requireDecodable(signal.header());
        } catch (DurableException e) {
            throw new DurableException(
                    ErrorCode.SIGNAL_UNDELIVERABLE,
                    "The context of signal '" + signal.signalName() + "' cannot be decoded: " + e.what(),
                    e);
        }
    }

    /**
     * Has the handler of a signal run before other code does.
     *
     * @param runner runs it as workflow code, so that what it throws concerns the workflow
     */
    void signal(WorkflowExecutionSignaled event, Consumer<UserCode> runner) {
        String name = event.signalName();
        MessageHandler handler = handler(Kind.SIGNAL, name);
        @Nullable Object[] arguments = decode(Kind.SIGNAL, name, event.input(), handler);
        begin(
                "signal-",
                name,
                null,
                event.header(),
                () -> runner.accept(() -> context.extensions()
                        .callCode(MessageDelivery::signal, name, arguments, event.header(), handler.invocation())));
    }

    /** Why the update must not be accepted as the run stands, or null if it may. */
    @Nullable
    FailureInfo whyRejected(WorkflowExecutionUpdateAccepted request) {
        try {
            MessageHandler handler = handler(Kind.UPDATE, request.updateName());
            @Nullable Object[] arguments = decode(Kind.UPDATE, request.updateName(), request.input(), handler);
            Throwable objection = scheduler.<@Nullable Throwable>readOnly(
                    context.extensions().readInContext(request.header(), () -> objection(request, handler, arguments)));
            return objection == null ? null : services.failures().toInfo(objection);
        } catch (RuntimeException | Error e) {
            // whatever fails before the run has accepted it would fail each time it is tried again
            return services.failures().toInfo(e);
        }
    }

    private @Nullable Throwable objection(
            WorkflowExecutionUpdateAccepted request, MessageHandler handler, @Nullable Object[] arguments) {
        try {
            context.extensions()
                    .callCode(
                            MessageDelivery::validate,
                            request.updateName(),
                            arguments,
                            request.header(),
                            handler.validation());
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Has the handler of an accepted update run before other code does. */
    void update(WorkflowExecutionUpdateAccepted event) {
        String name = event.updateName();
        MessageHandler handler = handler(Kind.UPDATE, name);
        @Nullable Object[] arguments = decode(Kind.UPDATE, name, event.input(), handler);
        updates.accepted(event);
        UpdateInfo update = new UpdateInfo(event.updateId(), name);
        begin("update-", name, update, event.header(), () -> carryOut(event, handler, arguments));
    }

    private void carryOut(WorkflowExecutionUpdateAccepted event, MessageHandler handler, @Nullable Object[] arguments) {
        Payload result = Payload.NULL;
        FailureInfo failure = null;
        try {
            result = handler.encode(
                    context.extensions()
                            .callCode(
                                    RunInterceptor::handleUpdate,
                                    event.updateName(),
                                    arguments,
                                    event.header(),
                                    handler.invocation()),
                    services.payloads(),
                    definition.name() + "." + event.updateName());
        } catch (WorkflowThreadDestroyed e) {
            throw e;
        } catch (Throwable e) {
            if (!definition.failsWorkflow(e)) {
                throw new UserCodeFailure(e);
            }
            failure = services.failures().toInfo(e);
        }
        complete(event, result, failure);
    }

    private void complete(WorkflowExecutionUpdateAccepted event, Payload result, @Nullable FailureInfo failure) {
        WorkflowExecutionUpdateCompleted end = context.record(eventId ->
                new WorkflowExecutionUpdateCompleted(eventId, context.now(), event.eventId(), result, failure));
        updates.completed(event.updateId(), end);
    }

    /** The update, if the run has accepted it. */
    @Nullable
    KnownUpdate findUpdate(String updateId) {
        return updates.find(updateId);
    }

    /**
     * Asks the workflow for state.
     *
     * @throws DurableException {@code DUR-2006} if the query is unknown, its arguments do not fit, or it failed
     */
    Payload query(String name, List<Payload> arguments) {
        if (!handlers.areCreated()) {
            throw new DurableException(
                    ErrorCode.QUERY_FAILED,
                    "Query '" + name + "' cannot be answered: the code of " + definition.name() + " has not begun.");
        }
        MessageHandler query = handler(Kind.QUERY, name);
        @Nullable Object[] decoded = decode(Kind.QUERY, name, arguments, query);
        try {
            Object result = scheduler.<@Nullable Object>readOnly(context.extensions()
                    .readInContext(context.extensions().runHeader(), () -> ask(name, query, decoded)));
            return query.encode(result, services.payloads(), definition.name() + "." + name);
        } catch (DurableException e) {
            throw e.code() == ErrorCode.QUERY_FAILED
                    ? e
                    : new DurableException(
                            ErrorCode.QUERY_FAILED,
                            "Query '" + name + "' of " + definition.name() + ", " + query.signature() + ", failed: "
                                    + e.what(),
                            e);
        }
    }

    private @Nullable Object ask(String name, MessageHandler query, @Nullable Object[] arguments) {
        try {
            return context.extensions()
                    .callCode(
                            RunInterceptor::handleQuery,
                            name,
                            arguments,
                            context.extensions().runHeader(),
                            query.invocation());
        } catch (DurableException e) {
            throw e;
        } catch (Throwable e) {
            throw new DurableException(
                    ErrorCode.QUERY_FAILED, "Query '" + name + "' of " + definition.name() + " threw " + e + ".", e);
        }
    }

    private static @Nullable Object signal(RunInterceptor interceptor, CodeCall call, NextCode<CodeCall> next)
            throws Throwable {
        interceptor.handleSignal(call, next);
        return null;
    }

    private static @Nullable Object validate(RunInterceptor interceptor, CodeCall call, NextCode<CodeCall> next)
            throws Throwable {
        interceptor.validateUpdate(call, next);
        return null;
    }

    private void begin(
            String prefix, String name, @Nullable UpdateInfo update, Map<String, Payload> header, Runnable body) {
        WorkflowThread thread = context.newThread(prefix + name, header, () -> {
            body.run();
            handlers.running().end(scheduler.current());
        });
        handlers.running().begin(thread, name, update);
        scheduler.addHandler(thread);
    }

    private MessageHandler handler(Kind kind, String name) {
        MessageHandler handler = handlers.find(kind, name);
        if (handler == null) {
            throw new DurableException(
                    undeliverable(kind),
                    definition.name() + " has no " + word(kind) + " '" + name + "'; it has " + handlers.signatures(kind)
                            + ".");
        }
        return handler;
    }

    private @Nullable Object[] decode(Kind kind, String name, List<Payload> input, MessageHandler handler) {
        try {
            return handler.decode(input, services.payloads());
        } catch (DurableException e) {
            throw new DurableException(
                    undeliverable(kind),
                    "Arguments of " + word(kind) + " '" + name + "' do not fit " + definition.name() + "."
                            + handler.signature() + ": " + e.what(),
                    e);
        }
    }

    private static ErrorCode undeliverable(Kind kind) {
        return switch (kind) {
            case SIGNAL -> ErrorCode.SIGNAL_UNDELIVERABLE;
            case UPDATE -> ErrorCode.UPDATE_UNDELIVERABLE;
            case QUERY, MAIN -> ErrorCode.QUERY_FAILED;
        };
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
