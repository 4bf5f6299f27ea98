package dev.durable.history;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names of the attributes in stored events, and what their values look like. They stand in databases, so they never change. */
enum Attribute {
    ACCEPTED_EVENT_ID("acceptedEventId", Kind.NUMBER),
    ACTIVITY_TYPE("activityType", Kind.TEXT),
    ATTEMPT("attempt", Kind.NUMBER),
    BACKOFF_COEFFICIENT("backoffCoefficient", Kind.DECIMAL),
    BASE_EVENT_ID("baseEventId", Kind.NUMBER),
    BASE_RUN_ID("baseRunId", Kind.TEXT),
    CANCELLATION_TYPE("cancellationType", Kind.TEXT),
    CAUSE("cause", Kind.TEXT),
    CONTINUED_RUN_ID("continuedRunId", Kind.TEXT),
    DURATION("duration", Kind.TEXT),
    ENGINE_VERSION("engineVersion", Kind.NUMBER),
    EXECUTION_TIMEOUT("executionTimeout", Kind.TEXT),
    EXPIRES_AT("expiresAt", Kind.TEXT),
    FAILURE("failure", Kind.FAILURE),
    FAILURE_TYPES("failureTypes", Kind.TEXTS),
    FIRST_RUN_ID("firstRunId", Kind.TEXT),
    HEADER("header", Kind.NAMED_PAYLOADS),
    HEARTBEAT_TIMEOUT("heartbeatTimeout", Kind.TEXT),
    ID_REUSE_POLICY("idReusePolicy", Kind.TEXT),
    INITIAL_INTERVAL("initialInterval", Kind.TEXT),
    INITIATED_EVENT_ID("initiatedEventId", Kind.NUMBER),
    INPUT("input", Kind.PAYLOADS),
    KIND("kind", Kind.TEXT),
    LAST_FAILURE("lastFailure", Kind.FAILURE),
    LAST_RESULT("lastResult", Kind.PAYLOAD),
    LOCAL_ACTIVITY_ID("localActivityId", Kind.NUMBER),
    MAXIMUM_ATTEMPTS("maximumAttempts", Kind.NUMBER),
    MAXIMUM_INTERVAL("maximumInterval", Kind.TEXT),
    MEMO("memo", Kind.NAMED_PAYLOADS),
    MESSAGE("message", Kind.TEXT),
    NAME("name", Kind.TEXT),
    NEW_RUN_ID("newRunId", Kind.TEXT),
    NON_RETRYABLE_TYPES("nonRetryableTypes", Kind.TEXTS),
    NUMBER("number", Kind.NUMBER),
    OPTIONS("options", Kind.OBJECT),
    ORIGIN("origin", Kind.OBJECT),
    PARENT("parent", Kind.OBJECT),
    PARENT_CLOSE_POLICY("parentClosePolicy", Kind.TEXT),
    PRIORITY("priority", Kind.NUMBER),
    REAPPLIED("reapplied", Kind.TEXTS),
    REASON("reason", Kind.TEXT),
    REQUEST_ID("requestId", Kind.TEXT),
    RESULT("result", Kind.PAYLOAD),
    RETRY_POLICY("retryPolicy", Kind.OBJECT),
    RETRY_STATE("retryState", Kind.TEXT),
    RUN_ID("runId", Kind.TEXT),
    RUN_TIMEOUT("runTimeout", Kind.TEXT),
    SCHEDULED_EVENT_ID("scheduledEventId", Kind.NUMBER),
    SCHEDULE_TO_CLOSE_TIMEOUT("scheduleToCloseTimeout", Kind.TEXT),
    SCHEDULE_TO_START_TIMEOUT("scheduleToStartTimeout", Kind.TEXT),
    SEARCH_ATTRIBUTES("searchAttributes", Kind.SEARCH_ATTRIBUTES),
    SEED_RUN_ID("seedRunId", Kind.TEXT),
    SIGNAL_NAME("signalName", Kind.TEXT),
    START_DELAY("startDelay", Kind.TEXT),
    STARTED_EVENT_ID("startedEventId", Kind.NUMBER),
    START_TO_CLOSE_TIMEOUT("startToCloseTimeout", Kind.TEXT),
    SUMMARY("summary", Kind.TEXT),
    TASK_QUEUE("taskQueue", Kind.TEXT),
    TIMEOUT_TYPE("timeoutType", Kind.TEXT),
    UPDATE_ID("updateId", Kind.TEXT),
    UPDATE_NAME("updateName", Kind.TEXT),
    VALUE("value", Kind.PAYLOAD),
    WORKFLOW_ID("workflowId", Kind.TEXT),
    WORKFLOW_TYPE("workflowType", Kind.TEXT);

    private static final Map<String, Attribute> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(attribute -> attribute.text, Function.identity()));

    private final String text;
    private final Kind kind;

    Attribute(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** The name as it is stored. */
    String text() {
        return text;
    }

    /** What values look like. */
    Kind kind() {
        return kind;
    }

    /** The attribute of the name, or null if this version does not know it. */
    static @Nullable Attribute named(String name) {
        return BY_NAME.get(name);
    }

    /** What a value looks like. */
    enum Kind {
        /** A string; moments, durations, run ids and choices, too. */
        TEXT,
        /** Several strings. */
        TEXTS,
        /** A whole number. */
        NUMBER,
        /** A number. */
        DECIMAL,
        /** A payload. */
        PAYLOAD,
        /** Several payloads. */
        PAYLOADS,
        /** Payloads by name. */
        NAMED_PAYLOADS,
        /** A failure with its causes. */
        FAILURE,
        /** Typed values by name. */
        SEARCH_ATTRIBUTES,
        /** More attributes. */
        OBJECT
    }
}
