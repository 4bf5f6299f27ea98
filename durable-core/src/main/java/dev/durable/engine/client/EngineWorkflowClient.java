package dev.durable.engine.client;

import dev.durable.client.ChangeVersions;
import dev.durable.client.CodeVersionUse;
import dev.durable.client.ReplayReport;
import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.UntypedWorkflowStarter;
import dev.durable.client.WorkflowBatch;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStarter;
import dev.durable.history.HistoryDocument;
import java.util.List;
import java.util.UUID;

/** The client over the engine and its store. */
public final class EngineWorkflowClient implements WorkflowClient {

    private final ClientServices services;
    private final WorkflowStarts starts;
    private final WorkflowMessages messages;
    private final WorkflowUpdates updates;
    private final ResultWatch results;
    private final Resets resets;
    private final InterceptedCalls calls;

    /** A client over the services. */
    public EngineWorkflowClient(ClientServices services) {
        this.services = services;
        this.calls = new InterceptedCalls(services);
        this.messages = new WorkflowMessages(services);
        this.updates = new WorkflowUpdates(services, messages);
        this.results = new ResultWatch(services);
        this.starts = new WorkflowStarts(services, messages, updates, results);
        this.resets = new Resets(services, messages, results);
    }

    @Override
    public <W> WorkflowStarter<W> newWorkflow(Class<W> type) {
        return new TypedStart<>(services.replay().definitions().calls(type), this);
    }

    @Override
    public UntypedWorkflowStarter newWorkflow(String workflowType) {
        if (workflowType.isBlank()) {
            throw new IllegalArgumentException("The name of the workflow type is blank");
        }
        return new UntypedStart(workflowType, this);
    }

    @Override
    public <W> TypedWorkflowExecution<W> workflow(Class<W> type, String workflowId) {
        return new TypedExecution<>(services.replay().definitions().calls(type), workflowId, null, this);
    }

    @Override
    public WorkflowExecution workflow(String workflowId) {
        return new AddressedExecution(workflowId, null, this);
    }

    @Override
    public <W> TypedWorkflowExecution<W> workflow(Class<W> type, String workflowId, UUID runId) {
        return new TypedExecution<>(services.replay().definitions().calls(type), workflowId, runId, this);
    }

    @Override
    public WorkflowExecution workflow(String workflowId, UUID runId) {
        return new AddressedExecution(workflowId, runId, this);
    }

    @Override
    public WorkflowPage list(WorkflowFilter filter) {
        return services.store().list(filter);
    }

    @Override
    public List<CodeVersionUse> codeVersions() {
        return services.store().codeVersions();
    }

    @Override
    public List<ChangeVersions> changeVersions(WorkflowFilter filter) {
        return OpenChangeVersions.count(filter, services.store());
    }

    @Override
    public long count(WorkflowFilter filter) {
        return services.store().count(filter);
    }

    @Override
    public WorkflowBatch batch(WorkflowFilter filter) {
        return new RunBatch(filter.withCursor(null), BatchLimits.none(services.time()), this);
    }

    @Override
    public ReplayReport replay(String document) {
        return ReplayCheck.check(HistoryDocument.parse(document), services.replay());
    }

    @Override
    public WorkflowExecution importHistory(String document) {
        HistoryDocument history = HistoryDocument.parse(document);
        ImportedHistory.store(history, services.store());
        return new AddressedExecution(history.workflowId(), history.runId(), this);
    }

    InterceptedCalls calls() {
        return calls;
    }

    ClientServices services() {
        return services;
    }

    WorkflowStarts starts() {
        return starts;
    }

    WorkflowMessages messages() {
        return messages;
    }

    Resets resets() {
        return resets;
    }

    WorkflowUpdates updates() {
        return updates;
    }

    ResultWatch results() {
        return results;
    }
}
