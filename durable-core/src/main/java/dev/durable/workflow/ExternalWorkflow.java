package dev.durable.workflow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Another workflow of the application, addressed by its id; whichever run of it is open gets the message. Used by workflow threads of
 * the calling run only.
 *
 * @param <W> the workflow type
 * @see WorkflowContext#external(Class, String)
 */
public interface ExternalWorkflow<W> {

    /** The other's workflow id. */
    String workflowId();

    /**
     * Sends a signal, exactly once, and blocks until it is accepted.
     *
     * @throws dev.durable.failure.ExternalWorkflowFailure if no run of the id is open
     */
    void signal(Consumer<W> call);

    /** Sends a signal by its name; see {@link #signal(Consumer)}. */
    void signal(String signalName, @Nullable Object... arguments);

    /**
     * Asks the other to give up, and blocks until the request is accepted.
     *
     * @throws dev.durable.failure.ExternalWorkflowFailure if no run of the id is open
     */
    void cancel(String reason);
}
