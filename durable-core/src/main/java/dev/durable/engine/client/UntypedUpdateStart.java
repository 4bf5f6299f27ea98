package dev.durable.engine.client;

import dev.durable.client.StartedUpdate;
import dev.durable.client.UntypedUpdateWithStart;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.payload.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A start in preparation that an update comes with, by names. */
final class UntypedUpdateStart<U extends @Nullable Object> implements UntypedUpdateWithStart<U> {

    private final UntypedStart start;
    private final UpdateOptions options;
    private final String updateName;
    private final List<Payload> input;
    private final Class<U> resultType;
    private final EngineWorkflowClient client;

    UntypedUpdateStart(
            UntypedStart start,
            UpdateOptions options,
            String updateName,
            List<Payload> input,
            Class<U> resultType,
            EngineWorkflowClient client) {
        this.start = start;
        this.options = options;
        this.updateName = updateName;
        this.input = input;
        this.resultType = resultType;
        this.client = client;
    }

    @Override
    public StartedUpdate<U, @Nullable Object> start(@Nullable Object... arguments) {
        ComingUpdate coming = new ComingUpdate(updateName);
        WorkflowHandle<@Nullable Object> workflow = start.start(updateName, arguments, (actual, header) -> {
            WorkflowExecutionUpdateAccepted request = client.updates().request(options, updateName, input, header);
            return coming.started(client.starts().start(start.request(request, actual, header), options.waitFor()));
        });
        UpdateHandle<U> update = new RequestedUpdate<>(coming.ticket(), resultType, client.updates());
        return new StartedUpdate<U, @Nullable Object>(update, workflow);
    }
}
