package dev.durable.engine;

/** Keys that the engine puts into the logging context (MDC) of workflow and activity threads. */
public final class MdcKeys {

    /** The business key of the workflow. */
    public static final String WORKFLOW_ID = "workflowId";

    /** The run. */
    public static final String RUN_ID = "runId";

    /** The workflow type. */
    public static final String WORKFLOW_TYPE = "workflowType";

    /** The activity, on threads that run one. */
    public static final String ACTIVITY_TYPE = "activityType";

    /** Number of the activity's attempt. */
    public static final String ATTEMPT = "attempt";

    private MdcKeys() {}
}
