package dev.durable.engine.client;

import dev.durable.activity.RetryOptions;
import dev.durable.client.StartSettings;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is said about a start before it is made. Confined to the caller. */
abstract class StartInPreparation<S extends StartSettings<S>> implements StartSettings<S> {

    private String workflowId = UUID.randomUUID().toString();
    private @Nullable String taskQueue;
    private WorkflowIdReusePolicy idReusePolicy = WorkflowIdReusePolicy.ALLOW_DUPLICATE;
    private @Nullable WorkflowIdConflictPolicy idConflictPolicy;
    private @Nullable Duration executionTimeout;
    private @Nullable Duration runTimeout;
    private @Nullable RetryOptions retry;
    private Duration startDelay = Duration.ZERO;
    private StartFacts facts = StartFacts.NONE;

    @Override
    public final S id(String id) {
        workflowId = id;
        return self();
    }

    @Override
    public final S taskQueue(String queue) {
        if (queue.isBlank()) {
            throw new IllegalArgumentException("The name of the task queue is blank");
        }
        taskQueue = queue;
        return self();
    }

    @Override
    public final S idReusePolicy(WorkflowIdReusePolicy policy) {
        idReusePolicy = policy;
        return self();
    }

    @Override
    public final S idConflictPolicy(WorkflowIdConflictPolicy policy) {
        idConflictPolicy = policy;
        return self();
    }

    @Override
    public final S executionTimeout(Duration timeout) {
        executionTimeout = timeout;
        return self();
    }

    @Override
    public final S runTimeout(Duration timeout) {
        runTimeout = timeout;
        return self();
    }

    @Override
    public final S retry(RetryOptions options) {
        retry = options;
        return self();
    }

    @Override
    public final S startDelay(Duration delay) {
        startDelay = delay;
        return self();
    }

    @Override
    public final S searchAttributes(SearchAttributes attributes) {
        facts = facts.with(attributes);
        return self();
    }

    @Override
    public final S memo(String key, Object value) {
        facts = facts.with(key, encode(key, value));
        return self();
    }

    /** Encodes a fact for people. */
    abstract Payload encode(String key, Object value);

    /** What was said so far. */
    final StartOptions options() {
        return new StartOptions(
                workflowId,
                taskQueue,
                idReusePolicy,
                idConflictPolicy,
                executionTimeout,
                runTimeout,
                retry,
                startDelay,
                facts);
    }

    abstract S self();
}
