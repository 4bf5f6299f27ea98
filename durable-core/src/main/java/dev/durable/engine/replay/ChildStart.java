package dev.durable.engine.replay;

import dev.durable.activity.RetryPolicy;
import dev.durable.engine.definition.ContractHandler;
import dev.durable.engine.definition.RecordedCalls;
import dev.durable.engine.definition.StartRules;
import dev.durable.engine.definition.WorkflowContract;
import dev.durable.history.RunOptions;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.interceptor.ChildCall;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ChildWorkflowStarter;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The start of a child in preparation. Confined to the run. */
final class ChildStart<W> implements ChildWorkflowStarter<W> {

    private final RecordedCalls<W> calls;
    private final ChildCalls children;
    private @Nullable String workflowId;
    private @Nullable String taskQueue;
    private @Nullable Duration runTimeout;
    private @Nullable Duration executionTimeout;
    private @Nullable RetryPolicy retryPolicy;
    private ParentClosePolicy parentClosePolicy = ParentClosePolicy.TERMINATE;
    private ChildCancellationType cancellationType = ChildCancellationType.WAIT_CANCELLATION_COMPLETED;
    private WorkflowIdReusePolicy idReusePolicy = WorkflowIdReusePolicy.ALLOW_DUPLICATE;
    private SearchAttributes searchAttributes = SearchAttributes.EMPTY;
    private final Map<String, Object> memo = new TreeMap<>();

    ChildStart(RecordedCalls<W> calls, ChildCalls children) {
        this.calls = calls;
        this.children = children;
    }

    @Override
    public ChildWorkflowStarter<W> id(String id) {
        workflowId = StartRules.requireId(id);
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> taskQueue(String queue) {
        taskQueue = queue;
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> runTimeout(Duration timeout) {
        runTimeout = StartRules.requirePositive("run timeout", timeout);
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> executionTimeout(Duration timeout) {
        executionTimeout = StartRules.requirePositive("execution timeout", timeout);
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> retry(RetryPolicy policy) {
        retryPolicy = policy;
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> parentClosePolicy(ParentClosePolicy policy) {
        parentClosePolicy = policy;
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> cancellationType(ChildCancellationType type) {
        cancellationType = type;
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> idReusePolicy(WorkflowIdReusePolicy policy) {
        idReusePolicy = policy;
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> searchAttributes(SearchAttributes attributes) {
        attributes.requireNoneReserved();
        searchAttributes = attributes;
        return this;
    }

    @Override
    public ChildWorkflowStarter<W> memo(String key, Object value) {
        memo.put(key, value);
        return this;
    }

    @Override
    public <R extends @Nullable Object> R execute(Function<W, R> call) {
        return await(this.<R>record(RecordedCalls.ignoringResult(call)));
    }

    @Override
    public void executeVoid(Consumer<W> call) {
        await(this.<@Nullable Void>record(call));
    }

    @Override
    public <R extends @Nullable Object> ChildWorkflowHandle<W, R> start(Function<W, R> call) {
        return record(RecordedCalls.ignoringResult(call));
    }

    @Override
    public ChildWorkflowHandle<W, @Nullable Void> startVoid(Consumer<W> call) {
        return record(call);
    }

    private static <R extends @Nullable Object> R await(ChildWorkflowHandle<?, R> handle) {
        return handle instanceof ChildHandle<?, R> own
                ? own.await()
                : handle.result().get();
    }

    @SuppressWarnings("unchecked") // an interceptor that replaces the handle replaces it by its like
    private <R extends @Nullable Object> ChildWorkflowHandle<W, R> record(Consumer<W> call) {
        RecordedCalls.Call main = calls.record(call, ContractHandler.Kind.MAIN);
        RunExtensions extensions = children.context().extensions();
        if (!extensions.areIntercepting()) {
            return start(main, main.arguments(), extensions.commandHeader());
        }
        children.context().requireCommandsAllowed(calls.contract().name());
        ChildCall intercepted = new ChildCall(
                calls.contract().name(),
                workflowId,
                Arrays.asList(main.arguments()),
                extensions.header(extensions.commandHeader()));
        return (ChildWorkflowHandle<W, R>) extensions.<ChildCall, ChildWorkflowHandle<?, ?>>call(
                RunInterceptor::child,
                intercepted,
                child -> start(main, child.arguments().toArray(), child.header().payloads()));
    }

    private <R extends @Nullable Object> ChildHandle<W, R> start(
            RecordedCalls.Call main, @Nullable Object[] arguments, Map<String, Payload> header) {
        List<Payload> input = children.context()
                .payloads()
                .encodeAll(calls.contract().name(), arguments, main.method().parameterTypes());
        WorkflowContract contract = calls.contract();
        Map<String, Payload> encodedMemo = RunAttributes.encodeMemo(
                memo, contract.name(), children.context().payloads());
        RunOptions options = contract.runDefaults().ofChild(executionTimeout, runTimeout, retryPolicy);
        return children.start(
                calls,
                eventId -> new StartChildWorkflowExecutionInitiated(
                        eventId,
                        children.context().now(),
                        workflowId != null ? workflowId : children.defaultId(eventId),
                        children.runId(eventId),
                        contract.name(),
                        queue(contract),
                        input,
                        options,
                        parentClosePolicy,
                        cancellationType,
                        idReusePolicy,
                        header,
                        encodedMemo,
                        searchAttributes),
                main.method().resultType());
    }

    private String queue(WorkflowContract contract) {
        if (taskQueue != null) {
            return taskQueue;
        }
        return contract.taskQueue() != null ? contract.taskQueue() : children.ownTaskQueue();
    }
}
