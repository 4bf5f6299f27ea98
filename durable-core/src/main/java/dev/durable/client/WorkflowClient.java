package dev.durable.client;

import java.util.List;
import java.util.UUID;

/**
 * Starts workflows and talks to them, from outside of workflow code. Thread-safe; inject it wherever you need it. Methods block
 * until the database has what they report. Never call it from workflow code; activities may.
 *
 * <p>Within a transaction on the engine's {@code DataSource}, starts and signals take part in it: they happen if it commits.
 */
public interface WorkflowClient {

    /**
     * Prepares the start of a workflow.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     */
    <W> WorkflowStarter<W> newWorkflow(Class<W> type);

    /**
     * Prepares the start of a workflow by the name of its type, for callers that do not have its class.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    UntypedWorkflowStarter newWorkflow(String workflowType);

    /**
     * A workflow that was started before: its open run, or the latest if none is open. Nothing is looked up until it is used.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     */
    <W> TypedWorkflowExecution<W> workflow(Class<W> type, String workflowId);

    /** A workflow that was started before, for callers that do not have its class. */
    WorkflowExecution workflow(String workflowId);

    /**
     * Exactly one run of a workflow, for example an earlier one: to query it, to read its history, to reset it. Messages reach it as long as it
     * is open; they do not go on to a run that has taken its place. Only {@link WorkflowExecution#result} follows it to the last run.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     * @param runId as lists, descriptions and {@link WorkflowHandle#runId()} tell it; a run of another workflow id is as good as none
     */
    <W> TypedWorkflowExecution<W> workflow(Class<W> type, String workflowId, UUID runId);

    /** Exactly one run of a workflow, for callers that do not have its class; see {@link #workflow(Class, String, UUID)}. */
    WorkflowExecution workflow(String workflowId, UUID runId);

    /** One page of runs, newest first, straight from the committed rows. */
    WorkflowPage list(WorkflowFilter filter);

    /**
     * Which versions of changes open runs go by, so that code for versions that nobody goes by can be removed. Looks at all of them
     * that have recorded a version; runs that begin or close meanwhile may be missed.
     *
     * @param filter which runs; its statuses, page size and cursor are not regarded
     * @return one entry for each workflow type and change id, by name
     */
    List<ChangeVersions> changeVersions(WorkflowFilter filter);

    /**
     * Which versions of the code open runs of {@linkplain dev.durable.annotation.VersioningBehavior#PINNED pinned} workflows keep to, so
     * that instances with them are needed. Reads all open runs.
     */
    List<CodeVersionUse> codeVersions();

    /** How many runs the filter lets through, whatever its page size and cursor. */
    long count(WorkflowFilter filter);

    /** All runs that the filter lets through, to do something to each of them. The filter's cursor is not regarded. */
    WorkflowBatch batch(WorkflowFilter filter);

    /**
     * Replays a history against the workflow classes of this application, without executing or storing anything. Meant for tests, and for
     * trying whether a run of production gets on with new code.
     *
     * @param document what {@link WorkflowExecution#exportHistory()} has made
     * @throws dev.durable.failure.DurableException {@code DUR-2092} if the document is none
     */
    ReplayReport replay(String document);

    /**
     * Stores the history of a closed run, which was exported elsewhere, to be looked at and queried. Nothing is executed, and no other run
     * is told. Takes effect at once, not with the caller's transaction.
     *
     * @param document what {@link WorkflowExecution#exportHistory()} has made
     * @return the run
     * @throws WorkflowAlreadyStartedException if a run of the workflow id is open here
     * @throws dev.durable.failure.DurableException {@code DUR-2092} if the document is none or its history is not whole, {@code DUR-2093} if
     *     the run was open when it was exported, {@code DUR-2094} if the run is here already
     */
    WorkflowExecution importHistory(String document);
}
