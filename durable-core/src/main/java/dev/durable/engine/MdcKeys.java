package dev.durable.engine;

/** Keys under which log lines carry what they are about. */
public final class MdcKeys {

    /** Business key of the workflow. */
    public static final String WORKFLOW_ID = "workflowId";

    /** The run. */
    public static final String RUN_ID = "runId";

    /** Name of the workflow type. */
    public static final String WORKFLOW_TYPE = "workflowType";

    /** Name of the activity. */
    public static final String ACTIVITY_TYPE = "activityType";

    /** Number of the activity's attempt, from 1. */
    public static final String ATTEMPT = "attempt";

    private MdcKeys() {}
}
