package dev.durable.engine.replay;

import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.interceptor.ControlCall;
import dev.durable.interceptor.SignalCall;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import dev.durable.workflow.ExternalWorkflow;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Another workflow, to which one run can send messages. Confined to the run. */
final class ExternalTarget<W> implements ExternalWorkflow<W> {

    private final RecordedCalls<W> calls;
    private final ChildCalls children;
    private final String workflowId;
    private final @Nullable UUID runId;

    ExternalTarget(RecordedCalls<W> calls, ChildCalls children, String workflowId, @Nullable UUID runId) {
        this.calls = calls;
        this.children = children;
        this.workflowId = workflowId;
        this.runId = runId;
    }

    @Override
    public String workflowId() {
        return workflowId;
    }

    @Override
    public void signal(Consumer<W> call) {
        RecordedCalls.Call signal = calls.record(call, ContractHandler.Kind.SIGNAL);
        String name = signal.method().name();
        List<Type> types = signal.method().parameterTypes();
        send(name, signal.arguments(), arguments -> payloads().encodeAll(name, arguments, types));
    }

    @Override
    public void signal(String signalName, @Nullable Object... arguments) {
        send(signalName, arguments, values -> encode(signalName, values));
    }

    private void send(
            String signalName, @Nullable Object[] arguments, Function<@Nullable Object[], List<Payload>> encoding) {
        RunExtensions extensions = children.context().extensions();
        if (!extensions.areIntercepting()) {
            children.messages()
                    .signal(workflowId, runId, signalName, encoding.apply(arguments), extensions.commandHeader());
            return;
        }
        children.context().requireCommandsAllowed("signal " + signalName);
        SignalCall intercepted = new SignalCall(
                workflowId, runId, signalName, Arrays.asList(arguments), extensions.header(extensions.commandHeader()));
        extensions.<SignalCall, @Nullable Void>call(
                (interceptor, call, next) -> {
                    interceptor.signalExternal(call, next);
                    return null;
                },
                intercepted,
                call -> {
                    List<Payload> input = encoding.apply(call.arguments().toArray());
                    children.messages()
                            .signal(
                                    workflowId,
                                    runId,
                                    signalName,
                                    input,
                                    call.header().payloads());
                    return null;
                });
    }

    private List<Payload> encode(String signalName, @Nullable Object[] arguments) {
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            Type type = argument == null ? Object.class : argument.getClass();
            input.add(payloads().encode(argument, type, PayloadUse.argument(i, signalName)));
        }
        return input;
    }

    private RunPayloads payloads() {
        return children.context().payloads();
    }

    @Override
    public void cancel(String reason) {
        RunExtensions extensions = children.context().extensions();
        if (!extensions.areIntercepting()) {
            children.messages().cancel(workflowId, runId, reason);
            return;
        }
        children.context().requireCommandsAllowed("cancel");
        extensions.<ControlCall, @Nullable Void>call(
                (interceptor, call, next) -> {
                    interceptor.cancelExternal(call, next);
                    return null;
                },
                new ControlCall(workflowId, runId, reason),
                call -> {
                    children.messages().cancel(workflowId, runId, call.reason());
                    return null;
                });
    }
}
