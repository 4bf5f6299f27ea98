package dev.durable.engine.client;

import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStarter;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.search.SearchAttributes;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A start in preparation, with the workflow type. */
final class TypedStart<W> implements WorkflowStarter<W> {

    private final WorkflowContract contract;
    private final RecordedCalls<W> calls;
    private final EngineWorkflowClient client;
    private String workflowId = UUID.randomUUID().toString();
    private @Nullable String taskQueue;
    private StartFacts facts = StartFacts.NONE;

    TypedStart(RecordedCalls<W> calls, EngineWorkflowClient client) {
        this.contract = calls.contract();
        this.calls = calls;
        this.client = client;
        this.taskQueue = contract.taskQueue();
    }

    @Override
    public WorkflowStarter<W> id(String id) {
        workflowId = id;
        return this;
    }

    @Override
    public WorkflowStarter<W> taskQueue(String queue) {
        taskQueue = queue;
        return this;
    }

    @Override
    public WorkflowStarter<W> searchAttributes(SearchAttributes attributes) {
        facts = facts.with(attributes);
        return this;
    }

    @Override
    public WorkflowStarter<W> memo(String key, Object value) {
        facts = facts.with(key, client.services().replay().payloads().toPayload(value));
        return this;
    }

    @Override
    public <R extends @Nullable Object> WorkflowHandle<R> start(Function<W, R> call) {
        return startRecorded(RecordedCalls.ignoringResult(call));
    }

    @Override
    public WorkflowHandle<@Nullable Void> startVoid(Consumer<W> call) {
        return startRecorded(call);
    }

    private <R extends @Nullable Object> WorkflowHandle<R> startRecorded(Consumer<W> call) {
        RecordedCalls.Call main = calls.record(call, ContractHandler.Kind.MAIN);
        StartedRun run = client.starts()
                .start(
                        contract.name(),
                        workflowId,
                        taskQueue,
                        client.services().encode(main.method(), main.arguments()),
                        facts);
        return new StartedExecution<>(run, main.method().resultType(), client);
    }
}
