package dev.durable.client;

import dev.durable.history.HistoryEvent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, addressed by its id and, if fixed, by one of its runs. Without a fixed run every call concerns the open run, or
 * the latest if none is open. Thread-safe.
 */
public interface WorkflowExecution {

    /** The business key. */
    String workflowId();

    /**
     * Sends a signal. Returns when the signal is in the database (or in the caller's transaction); it will be delivered exactly
     * once.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if it has closed
     */
    void signal(String signalName, @Nullable Object... arguments);

    /**
     * Sends a signal with options; see {@link #signal(String, Object...)}.
     *
     * @param options by which it is recognized when it is sent again
     */
    void signal(SignalOptions options, String signalName, @Nullable Object... arguments);

    /**
     * Asks for an update and waits for its result.
     *
     * @return what the update's handler returned
     * @throws UpdateFailedException if the update was rejected, its handler failed, or the run closed before
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if the workflow has closed; {@code DUR-2040} inside a transaction;
     *     {@code DUR-2044} if it was not accepted in time
     */
    <R extends @Nullable Object> R update(String updateName, Class<R> resultType, @Nullable Object... arguments);

    /**
     * Asks for an update and waits as long as the options say. Inside a transaction only {@link UpdateStage#ADMITTED} can be waited for:
     * the request takes part in the transaction.
     *
     * @param resultType class of the result
     * @throws UpdateFailedException if the stage was waited for and cannot be reached
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException as with {@link #update(String, Class, Object...)}
     */
    <R extends @Nullable Object> UpdateHandle<R> startUpdate(
            UpdateOptions options, String updateName, Class<R> resultType, @Nullable Object... arguments);

    /**
     * An update that was asked for before. Nothing is looked up until it is used.
     *
     * @param updateId its identity
     * @param resultType class of the result
     */
    <R extends @Nullable Object> UpdateHandle<R> getUpdate(String updateId, Class<R> resultType);

    /** Asks the workflow to give up, without a reason. See {@link #cancel(String)}. */
    default void cancel() {
        cancel("");
    }

    /**
     * Asks the workflow to give up: its root cancellation scope is canceled, its code may clean up and ends as it likes. Returns when
     * the request is in the database (or in the caller's transaction). Asking again changes nothing.
     *
     * @param reason what the workflow's code and the history get to read
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if it has closed
     */
    void cancel(String reason);

    /**
     * Ends the run from outside; its code is not asked and cannot clean up. Works on runs whose code fails or is not deployed, too.
     * Returns when the request is in the database (or in the caller's transaction).
     *
     * @param reason what the history gets to read
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if it has closed
     */
    void terminate(String reason);

    /**
     * Pauses the run: what happens to it is kept, but its code gets none of it until it is {@linkplain #unpause resumed}. Activities that
     * are under way go on, and queries are answered. Pausing a paused run changes nothing.
     *
     * @param reason what the history gets to read
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if it has closed
     */
    void pause(String reason);

    /**
     * Resumes a paused run: all that was kept is delivered, in its order.
     *
     * @param reason what the history gets to read
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if it has closed
     */
    void unpause(String reason);

    /**
     * Has everything tried at once that waits for its next try after a failure: the code of the run, if that {@linkplain
     * WorkflowDescription#failedAttempts() fails}, and its pending activities. What does not wait is left alone; attempts count as ever, and
     * the pause after the next failure is as long as it would have been. Returns when the request is in the database (or in the caller's
     * transaction).
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2003} if it has closed
     */
    void retryNow();

    /**
     * Has one activity tried at once if it waits for its next attempt; see {@link #retryNow()}.
     *
     * @param scheduledEventId the event that scheduled it, see {@link PendingActivity}; nothing happens if it does not wait
     */
    void retryNow(int scheduledEventId);

    /**
     * Goes back to an earlier point of the run's history, for example after a bug was fixed: a new run takes over the events up to that
     * point and goes on from there with the code that is deployed now. The run itself is terminated if it is open. Activities that were
     * pending at that point are executed anew, timers keep their due times. Waits until the run has closed.
     *
     * @return the new run; messages and queries follow it to those that take its place, as with {@link WorkflowHandle}
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2070} if the event is not the last one of a step, {@code DUR-2071} if a
     *     child workflow that was started before that point is still open
     */
    WorkflowExecution reset(ResetOptions options);

    /**
     * Asks for state. Works on open and closed runs, and shows committed state only. A run that was ended from outside before its code had made
     * its first step answers as it stands after that step, which is made for the query alone.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2006} if the query is unknown, its arguments do not fit, or it
     *     failed
     */
    <R extends @Nullable Object> R query(String queryName, Class<R> resultType, @Nullable Object... arguments);

    /**
     * Where the workflow's code stands: a paragraph for each of its threads, with what it waits for and its Java stack. For people; the
     * form may change. Works on every node that has the class, without disturbing the run; of a closed run it says that it has closed.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     */
    String stackTrace();

    /**
     * What the workflow's code waits for: a line for each of its threads, such as {@code main waits for activity Shipping.ship (event
     * 12), scheduled at …}. Of a run that no node has taken it says so. For people; the form may change. See {@link #stackTrace()}.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     */
    List<String> waitingFor();

    /**
     * Waits for the result: of the last run, if this one goes on as a new one or is repeated.
     *
     * @param resultType class or generic type of the result
     * @throws WorkflowFailedException if the workflow did not complete; its cause says why
     * @throws dev.durable.failure.DurableException {@code DUR-2005} if the time ran out
     */
    @Nullable
    Object result(Type resultType, Duration timeout);

    /** Facts about the run: status, times, what it waits for, what failed lately. */
    WorkflowDescription describe();

    /** The run's events so far. */
    List<HistoryEvent> history();

    /**
     * A part of the run's events, which is read alone: for histories that are not to be in memory as a whole.
     *
     * @param afterEventId the last event of the part before; 0 for the first part
     * @param limit how many at most
     */
    List<HistoryEvent> history(int afterEventId, int limit);

    /**
     * The run's history as a JSON document, to be kept, {@linkplain WorkflowClient#replay replayed} in tests, or {@linkplain
     * WorkflowClient#importHistory imported} elsewhere. Payloads are in it as they are stored: encrypted ones stay encrypted.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     */
    String exportHistory();

    /**
     * Deletes the run with everything that is stored of it. Other runs of the workflow id stay. Takes effect at once, not with the
     * caller's transaction.
     *
     * @throws WorkflowNotFoundException if there is no such workflow
     * @throws dev.durable.failure.DurableException {@code DUR-2080} if it is open: terminate it first
     */
    void delete();
}
