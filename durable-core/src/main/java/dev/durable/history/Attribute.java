package dev.durable.history;

/** Names of the attributes in stored events. They stand in databases, so they never change. */
final class Attribute {

    static final String ACTIVITY_TYPE = "activityType";
    static final String ATTEMPT = "attempt";
    static final String BACKOFF_COEFFICIENT = "backoffCoefficient";
    static final String DURATION = "duration";
    static final String ENGINE_VERSION = "engineVersion";
    static final String FAILURE = "failure";
    static final String HEARTBEAT_TIMEOUT = "heartbeatTimeout";
    static final String INITIAL_INTERVAL = "initialInterval";
    static final String INPUT = "input";
    static final String LAST_FAILURE = "lastFailure";
    static final String MAXIMUM_ATTEMPTS = "maximumAttempts";
    static final String MAXIMUM_INTERVAL = "maximumInterval";
    static final String MESSAGE = "message";
    static final String NON_RETRYABLE_TYPES = "nonRetryableTypes";
    static final String RESULT = "result";
    static final String RETRY_POLICY = "retryPolicy";
    static final String RETRY_STATE = "retryState";
    static final String SCHEDULED_EVENT_ID = "scheduledEventId";
    static final String SCHEDULE_TO_CLOSE_TIMEOUT = "scheduleToCloseTimeout";
    static final String SCHEDULE_TO_START_TIMEOUT = "scheduleToStartTimeout";
    static final String SIGNAL_NAME = "signalName";
    static final String STARTED_EVENT_ID = "startedEventId";
    static final String START_TO_CLOSE_TIMEOUT = "startToCloseTimeout";
    static final String TASK_QUEUE = "taskQueue";
    static final String TIMEOUT_TYPE = "timeoutType";
    static final String WORKFLOW_ID = "workflowId";
    static final String WORKFLOW_TYPE = "workflowType";

    private Attribute() {}
}
