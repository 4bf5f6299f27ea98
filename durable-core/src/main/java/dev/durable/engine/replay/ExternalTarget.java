package dev.durable.engine.replay;

import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import dev.durable.workflow.ExternalWorkflow;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
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
        List<Payload> input = children.context()
                .payloads()
                .encodeAll(
                        signal.method().name(),
                        signal.arguments(),
                        signal.method().parameterTypes());
        children.messages().signal(workflowId, runId, signal.method().name(), input);
    }

    @Override
    public void signal(String signalName, @Nullable Object... arguments) {
        List<Payload> input = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            Type type = argument == null ? Object.class : argument.getClass();
            input.add(children.context().payloads().encode(argument, type, PayloadUse.argument(i, signalName)));
        }
        children.messages().signal(workflowId, runId, signalName, input);
    }

    @Override
    public void cancel(String reason) {
        children.messages().cancel(workflowId, runId, reason);
    }
}
