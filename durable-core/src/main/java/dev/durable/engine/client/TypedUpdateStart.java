package dev.durable.engine.client;

import dev.durable.client.StartedUpdate;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateWithStart;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A start in preparation that an update comes with, with the workflow type. */
final class TypedUpdateStart<W, U extends @Nullable Object> implements UpdateWithStart<W, U> {

    private final TypedStart<W> start;
    private final UpdateOptions options;
    private final RecordedCalls.Call update;
    private final EngineWorkflowClient client;

    TypedUpdateStart(
            TypedStart<W> start, UpdateOptions options, RecordedCalls.Call update, EngineWorkflowClient client) {
        this.start = start;
        this.options = options;
        this.update = update;
        this.client = client;
    }

    @Override
    public <R extends @Nullable Object> StartedUpdate<U, R> start(Function<W, R> call) {
        return startRecorded(RecordedCalls.ignoringResult(call));
    }

    @Override
    public StartedUpdate<U, @Nullable Void> startVoid(Consumer<W> call) {
        return startRecorded(call);
    }

    private <R extends @Nullable Object> StartedUpdate<U, R> startRecorded(Consumer<W> call) {
        RecordedCalls.Call main = start.main(call);
        ComingUpdate coming = new ComingUpdate(update.method().name());
        WorkflowHandle<R> workflow = start.start(main, coming.name(), (arguments, header) -> {
            WorkflowExecutionUpdateAccepted request = client.updates()
                    .request(
                            options,
                            coming.name(),
                            client.services().encode(update.method(), update.arguments()),
                            header);
            return coming.started(
                    client.starts().start(start.request(main, arguments, header, request), options.waitFor()));
        });
        return new StartedUpdate<>(
                new RequestedUpdate<>(coming.ticket(), update.method().resultType(), client.updates()), workflow);
    }
}
