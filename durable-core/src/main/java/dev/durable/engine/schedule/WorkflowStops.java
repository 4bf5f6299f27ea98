package dev.durable.engine.schedule;

import java.util.UUID;

/** Ends workflows that are in the way of a scheduled one. One that has closed already is no mistake. */
public interface WorkflowStops {

    /** Asks the run to end. */
    void cancel(String workflowId, UUID runId, String reason);

    /** Ends the run. */
    void terminate(String workflowId, UUID runId, String reason);
}
