package dev.durable.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine from outside how activities go on whose code has called {@link
 * dev.durable.activity.ActivityContext#completeLater()}: by the token of an attempt, or by the ids of the activity, which stand for
 * whichever attempt is the current one.
 *
 * <p>A token and a run id are exact. A workflow id alone means its open run (the latest if none is open): once the workflow has continued as
 * new, was repeated or reset, the same event id may stand for another activity there. Keep the token or the run id, {@link
 * dev.durable.activity.ActivityInfo} has both, wherever that may happen before the report comes. Works on every node, whichever owns the workflow. Thread-safe; inject it wherever you need it.
 *
 * <p>Methods return when the database has the report; a result or failure that was accepted is not lost, whatever crashes, unless the last attempt runs out of
 * time before the workflow has taken it. Within a
 * transaction on the engine's {@code DataSource} a report takes part in it. A report that comes too late has no effect:
 *
 * <ul>
 *   <li>{@code DUR-2060} if the activity has ended (or its workflow has)
 *   <li>{@code DUR-2061} if the attempt of the token is over, for example by a timeout, and the activity goes on with another
 *   <li>{@code DUR-2062} if the token is none
 * </ul>
 *
 * <p>A call whose answer got lost ({@code DUR-4001}) may be repeated; {@code DUR-2060} then says that it had arrived.
 */
public interface ActivityCompletionClient {

    /** The attempt has a result: the activity is completed. */
    void complete(String taskToken, @Nullable Object result);

    /** The attempt has failed: the activity is retried or fails, as its retry policy says. */
    void fail(String taskToken, Throwable failure);

    /**
     * The attempt has stopped, as the workflow has asked it to: the activity is canceled.
     *
     * @param details what there is to say about it, or null
     * @throws dev.durable.failure.DurableException {@code DUR-2063} if the workflow has not asked it to stop
     */
    void cancel(String taskToken, @Nullable Object details);

    /** The attempt has stopped, and there is nothing to say about it; see {@link #cancel(String, Object)}. */
    default void cancel(String taskToken) {
        cancel(taskToken, null);
    }

    /**
     * The attempt is alive.
     *
     * @param details progress that the next attempt can read, or null
     * @throws dev.durable.failure.CanceledFailure if the workflow has asked the activity to stop
     */
    void heartbeat(String taskToken, @Nullable Object details);

    /**
     * The activity has a result.
     *
     * @param scheduledEventId event that scheduled it in the open run of the workflow; see {@link
     *     dev.durable.activity.ActivityInfo#scheduledEventId()}
     * @throws WorkflowNotFoundException if there is no such workflow
     */
    void complete(String workflowId, int scheduledEventId, @Nullable Object result);

    /**
     * The activity of exactly this run has a result.
     *
     * @param runId see {@link dev.durable.activity.ActivityInfo#runId()}
     * @throws WorkflowNotFoundException if the workflow has no such run
     */
    void complete(String workflowId, UUID runId, int scheduledEventId, @Nullable Object result);

    /**
     * The current attempt of the activity has failed.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     */
    void fail(String workflowId, int scheduledEventId, Throwable failure);

    /**
     * The current attempt of the activity of exactly this run has failed.
     *
     * @throws WorkflowNotFoundException if the workflow has no such run
     */
    void fail(String workflowId, UUID runId, int scheduledEventId, Throwable failure);

    /**
     * The activity has stopped, as the workflow has asked it to.
     *
     * @param details what there is to say about it, or null
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2063} if the workflow has not asked it to stop
     */
    void cancel(String workflowId, int scheduledEventId, @Nullable Object details);

    /**
     * The activity of exactly this run has stopped, as the workflow has asked it to.
     *
     * @throws WorkflowNotFoundException if the workflow has no such run
     * @throws dev.durable.failure.DurableException {@code DUR-2063} if the workflow has not asked it to stop
     */
    void cancel(String workflowId, UUID runId, int scheduledEventId, @Nullable Object details);

    /**
     * The current attempt of the activity is alive.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.CanceledFailure if the workflow has asked the activity to stop
     */
    void heartbeat(String workflowId, int scheduledEventId, @Nullable Object details);

    /**
     * The current attempt of the activity of exactly this run is alive.
     *
     * @throws WorkflowNotFoundException if the workflow has no such run
     * @throws dev.durable.failure.CanceledFailure if the workflow has asked the activity to stop
     */
    void heartbeat(String workflowId, UUID runId, int scheduledEventId, @Nullable Object details);
}
