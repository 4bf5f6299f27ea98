package dev.durable.autoconfigure.observation;

import io.micrometer.common.docs.KeyName;

/** Names of the values that observations carry. */
public enum ObservationKey implements KeyName {

    /** Type of the workflow. */
    WORKFLOW_TYPE("workflow.type"),

    /** Type of the activity. */
    ACTIVITY_TYPE("activity.type"),

    /** Name of the signal; {@code other} if no workflow type that is known here declares it. */
    SIGNAL_NAME("signal.name"),

    /** Name of the update; {@code other} if no workflow type that is known here declares it. */
    UPDATE_NAME("update.name"),

    /** Queue of the activity or of the run. */
    TASK_QUEUE("task.queue"),

    /** How it ended; {@code unknown} until then. */
    OUTCOME("outcome"),

    /** Business key of the workflow. */
    WORKFLOW_ID("workflow.id"),

    /** The run; {@code none} if the caller did not name it. */
    RUN_ID("run.id"),

    /** Id of the update. */
    UPDATE_ID("update.id"),

    /** Name of the signal or update as its sender gave it. */
    MESSAGE_NAME("message.name"),

    /** What identifies the activity within its run: the event that scheduled it, or {@code local-} and a number. */
    ACTIVITY_ID("activity.id"),

    /** Number of the attempt, from 1. */
    ATTEMPT("attempt");

    private final String key;

    ObservationKey(String key) {
        this.key = key;
    }

    @Override
    public String asString() {
        return key;
    }
}
