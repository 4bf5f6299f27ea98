package dev.durable.engine.client;

import dev.durable.client.UntypedWorkflowStarter;
import dev.durable.client.WorkflowHandle;
import dev.durable.search.SearchAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A start in preparation, by the name of the workflow type. */
final class UntypedStart implements UntypedWorkflowStarter {

    private final String workflowType;
    private final EngineWorkflowClient client;
    private String workflowId = UUID.randomUUID().toString();
    private @Nullable String taskQueue;
    private StartFacts facts = StartFacts.NONE;

    UntypedStart(String workflowType, EngineWorkflowClient client) {
        this.workflowType = workflowType;
        this.client = client;
    }

    @Override
    public UntypedWorkflowStarter id(String id) {
        workflowId = id;
        return this;
    }

    @Override
    public UntypedWorkflowStarter taskQueue(String queue) {
        taskQueue = queue;
        return this;
    }

    @Override
    public UntypedWorkflowStarter searchAttributes(SearchAttributes attributes) {
        facts = facts.with(attributes);
        return this;
    }

    @Override
    public UntypedWorkflowStarter memo(String key, Object value) {
        facts = facts.with(key, client.services().replay().payloads().toPayload(value));
        return this;
    }

    @Override
    public WorkflowHandle<@Nullable Object> start(@Nullable Object... arguments) {
        StartedRun run = client.starts()
                .start(
                        workflowType,
                        workflowId,
                        taskQueue,
                        client.services().encode("workflow " + workflowType, arguments),
                        facts);
        return new StartedExecution<>(run, Object.class, client);
    }
}
