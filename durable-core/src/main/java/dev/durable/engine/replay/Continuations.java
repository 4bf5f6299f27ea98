package dev.durable.engine.replay;

import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.RunOptions;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.interceptor.ContinueAsNewCall;
import dev.durable.payload.Payload;
import dev.durable.workflow.ContinueAsNewOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the command with which a run goes on as a new one. Confined to the run. */
final class Continuations {

    private static final UUID NOT_CHOSEN_YET = new UUID(0, 0);

    private final RunContext context;
    private final ReplayServices services;
    private final WorkflowExecutionStarted started;

    Continuations(RunContext context, ReplayServices services, WorkflowExecutionStarted started) {
        this.context = context;
        this.services = services;
        this.started = started;
    }

    <W> ContinueAsNewRequest request(
            WorkflowThread thread, Class<W> type, ContinueAsNewOptions options, Consumer<W> call) {
        if (!thread.isMain()) {
            throw new DurableException(
                    ErrorCode.CONTINUE_AS_NEW_MISPLACED,
                    "continueAsNew of workflow '" + started.workflowId() + "' was called on workflow thread '"
                            + thread.name() + "'.");
        }
        RecordedCalls<W> calls = services.definitions().calls(type);
        RecordedCalls.Call main = calls.record(call, ContractHandler.Kind.MAIN);
        RunExtensions extensions = context.extensions();
        // the header counts in replay, too: the end of a run that was reset may not be recorded
        if (!extensions.areIntercepting()) {
            return command(calls, main, main.arguments(), options, extensions.currentHeader());
        }
        ContinueAsNewCall intercepted = new ContinueAsNewCall(
                calls.contract().name(),
                Arrays.asList(main.arguments()),
                options,
                extensions.header(extensions.currentHeader()));
        extensions.<ContinueAsNewCall, @Nullable Void>call(
                (interceptor, next, rest) -> {
                    interceptor.continueAsNew(next, rest);
                    return null;
                },
                intercepted,
                next -> {
                    throw command(
                            calls,
                            main,
                            next.arguments().toArray(),
                            next.options(),
                            next.header().payloads());
                });
        throw new DurableException(
                ErrorCode.CONTINUE_AS_NEW_SWALLOWED,
                "An interceptor did not go on with continueAsNew of workflow '" + started.workflowId() + "'.");
    }

    private ContinueAsNewRequest command(
            RecordedCalls<?> calls,
            RecordedCalls.Call main,
            @Nullable Object[] arguments,
            ContinueAsNewOptions options,
            Map<String, Payload> header) {
        List<Payload> input = context.payloads()
                .encodeAll(calls.contract().name(), arguments, main.method().parameterTypes());
        String taskQueue = options.taskQueue() != null ? options.taskQueue() : started.taskQueue();
        RunOptions limits = limits(options);
        return new ContinueAsNewRequest(eventId -> new WorkflowExecutionContinuedAsNew(
                eventId,
                context.now(),
                NOT_CHOSEN_YET,
                calls.contract().name(),
                taskQueue,
                input,
                limits,
                header,
                context.attributes().facts().memo(),
                context.searchAttributes()));
    }

    private RunOptions limits(ContinueAsNewOptions options) {
        RunOptions own = started.options();
        return new RunOptions(
                own.executionTimeout(),
                own.expiresAt(),
                options.runTimeout() != null ? options.runTimeout() : own.runTimeout(),
                options.retryPolicy() != null ? options.retryPolicy() : own.retryPolicy(),
                Duration.ZERO);
    }
}
