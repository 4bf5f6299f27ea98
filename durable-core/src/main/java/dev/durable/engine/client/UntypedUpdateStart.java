package dev.durable.engine.client;

import dev.durable.client.StartedUpdate;
import dev.durable.client.UntypedUpdateWithStart;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A start in preparation that an update comes with, by names. */
final class UntypedUpdateStart<U extends @Nullable Object> implements UntypedUpdateWithStart<U> {

    private final UntypedStart start;
    private final UpdateOptions options;
    private final WorkflowExecutionUpdateAccepted request;
    private final Class<U> resultType;
    private final EngineWorkflowClient client;

    UntypedUpdateStart(
            UntypedStart start,
            UpdateOptions options,
            WorkflowExecutionUpdateAccepted request,
            Class<U> resultType,
            EngineWorkflowClient client) {
        this.start = start;
        this.options = options;
        this.request = request;
        this.resultType = resultType;
        this.client = client;
    }

    @Override
    public StartedUpdate<U, @Nullable Object> start(@Nullable Object... arguments) {
        StartedWithUpdate started = client.starts().start(start.request(request, arguments), options.waitFor());
        UpdateHandle<U> update =
                new RequestedUpdate<>(Objects.requireNonNull(started.update()), resultType, client.updates());
        WorkflowHandle<@Nullable Object> workflow = new StartedExecution<>(started.run(), Object.class, client);
        return new StartedUpdate<U, @Nullable Object>(update, workflow);
    }
}
