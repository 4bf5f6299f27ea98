package dev.durable.engine.client;

import dev.durable.client.ResetOptions;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowHandle;
import dev.durable.context.Header;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.extension.InterceptorChain;
import dev.durable.interceptor.ControlCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.QueryCall;
import dev.durable.interceptor.ResetCall;
import dev.durable.interceptor.RetryCall;
import dev.durable.interceptor.SignalCall;
import dev.durable.interceptor.StartCall;
import dev.durable.interceptor.UpdateCall;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.payload.Payload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leads calls of the client through the interceptors, if there are any, together with the context of the caller. Thread-safe. */
final class InterceptedCalls {

    private final ClientServices services;
    private final InterceptorChain<WorkflowClientInterceptor> chain;

    InterceptedCalls(ClientServices services) {
        this.services = services;
        this.chain = services.replay().extensions().client();
    }

    /** The context of the calling thread. */
    Map<String, Payload> context() {
        Extensions extensions = services.replay().extensions();
        return extensions.contexts().isNone()
                ? Map.of()
                : extensions.contexts().capture(Map.of(), services.replay().payloads()::toPayload);
    }

    /**
     * Starts a run.
     *
     * @param update name of the update that comes with the start, or null
     */
    WorkflowHandle<?> start(
            String workflowType,
            String workflowId,
            List<String> signals,
            @Nullable String update,
            @Nullable Object[] arguments,
            Sending<WorkflowHandle<?>> end) {
        if (chain.isEmpty()) {
            return end.send(arguments, context());
        }
        return chain.<StartCall, WorkflowHandle<?>>call(
                WorkflowClientInterceptor::start,
                new StartCall(workflowType, workflowId, Arrays.asList(arguments), signals, update, header()),
                call -> end.send(call.arguments().toArray(), call.header().payloads()));
    }

    void signal(
            String workflowId,
            @Nullable UUID runId,
            String name,
            @Nullable Object[] arguments,
            Sending<@Nullable Void> end) {
        if (chain.isEmpty()) {
            end.send(arguments, context());
            return;
        }
        chain.<SignalCall, @Nullable Void>call(
                (interceptor, call, next) -> {
                    interceptor.signal(call, next);
                    return null;
                },
                new SignalCall(workflowId, runId, name, Arrays.asList(arguments), header()),
                call -> end.send(call.arguments().toArray(), call.header().payloads()));
    }

    UpdateHandle<?> update(
            String workflowId,
            @Nullable UUID runId,
            String name,
            UpdateOptions options,
            @Nullable Object[] arguments,
            Sending<UpdateHandle<?>> end) {
        if (chain.isEmpty()) {
            return end.send(arguments, context());
        }
        return chain.<UpdateCall, UpdateHandle<?>>call(
                WorkflowClientInterceptor::update,
                new UpdateCall(
                        workflowId,
                        runId,
                        options.updateId(),
                        name,
                        options.waitFor(),
                        Arrays.asList(arguments),
                        header()),
                call -> end.send(call.arguments().toArray(), call.header().payloads()));
    }

    @Nullable
    Object query(
            String workflowId,
            @Nullable UUID runId,
            String name,
            @Nullable Object[] arguments,
            Next<@Nullable Object[], @Nullable Object> end) {
        if (chain.isEmpty()) {
            return end.proceed(arguments);
        }
        return chain.<QueryCall, @Nullable Object>call(
                WorkflowClientInterceptor::query,
                new QueryCall(workflowId, runId, name, Arrays.asList(arguments)),
                call -> end.proceed(call.arguments().toArray()));
    }

    /** Goes through one of the hooks that take no more than a reason. */
    void control(Control hook, ControlCall control, Consumer<String> end) {
        if (chain.isEmpty()) {
            end.accept(control.reason());
            return;
        }
        chain.<ControlCall, @Nullable Void>call(
                (interceptor, call, next) -> {
                    hook.intercept(interceptor, call, next);
                    return null;
                },
                control,
                call -> {
                    end.accept(call.reason());
                    return null;
                });
    }

    void retryNow(RetryCall retry, Runnable end) {
        if (chain.isEmpty()) {
            end.run();
            return;
        }
        chain.<RetryCall, @Nullable Void>call(
                (interceptor, call, next) -> {
                    interceptor.retryNow(call, next);
                    return null;
                },
                retry,
                call -> {
                    end.run();
                    return null;
                });
    }

    WorkflowExecution reset(
            String workflowId, @Nullable UUID runId, ResetOptions options, Next<ResetOptions, WorkflowExecution> end) {
        return chain.isEmpty()
                ? end.proceed(options)
                : chain.<ResetCall, WorkflowExecution>call(
                        WorkflowClientInterceptor::reset,
                        new ResetCall(workflowId, runId, options),
                        call -> end.proceed(call.options()));
    }

    private Header header() {
        return Header.of(context(), services.replay().payloads());
    }

    /** What the engine does with a call at the end of the chain. */
    @FunctionalInterface
    interface Sending<R extends @Nullable Object> {

        R send(@Nullable Object[] arguments, Map<String, Payload> header);
    }

    /** The method of an interceptor that a request goes through. */
    @FunctionalInterface
    interface Control {

        void intercept(WorkflowClientInterceptor interceptor, ControlCall call, Next<ControlCall, @Nullable Void> next);
    }
}
