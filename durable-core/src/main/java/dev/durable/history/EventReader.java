package dev.durable.history;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.Payload;
import dev.durable.payload.StoredJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of one event: takes in all attributes there are, whatever the type of the event, then makes the event of
 * those that the type has. Not thread-safe; used once.
 */
final class EventReader {

    /** What a stored event without retry policy means, whatever becomes of the default for new ones. */
    static final RetryPolicy UNWRITTEN_RETRY_POLICY =
            new RetryPolicy(Duration.ofSeconds(1), 2.0, Duration.ofSeconds(100), 0, List.of());

    private static final FailureInfo NO_FAILURE =
            new FailureInfo(FailureInfo.Kind.APPLICATION, "", null, "", false, List.of(), null, null);

    private final int eventId;
    private final Instant time;
    private final JsonTextReader reader;

    private String activityType = "";
    private int attempt;
    private Duration duration = Duration.ZERO;
    private int engineVersion;
    private @Nullable FailureInfo failure;
    private @Nullable Duration heartbeatTimeout;
    private List<Payload> input = List.of();
    private String message = "";
    private Payload result = Payload.NULL;
    private RetryPolicy retryPolicy = UNWRITTEN_RETRY_POLICY;
    private RetryState retryState = RetryState.NON_RETRYABLE_FAILURE;
    private int scheduledEventId;
    private @Nullable Duration scheduleToCloseTimeout;
    private @Nullable Duration scheduleToStartTimeout;
    private String signalName = "";
    private int startedEventId;
    private Duration startToCloseTimeout = Duration.ofMinutes(1);
    private String taskQueue = "";
    private TimeoutType timeoutType = TimeoutType.START_TO_CLOSE;
    private String workflowId = "";
    private String workflowType = "";

    EventReader(int eventId, Instant time, JsonTextReader reader) {
        this.eventId = eventId;
        this.time = time;
        this.reader = reader;
    }

    HistoryEvent read(EventType type) {
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            readAttribute(name);
        }
        return switch (type) {
            case WorkflowExecutionStarted ->
                new WorkflowExecutionStarted(eventId, time, workflowId, workflowType, taskQueue, input, engineVersion);
            case WorkflowExecutionSignaled -> new WorkflowExecutionSignaled(eventId, time, signalName, input);
            case ActivityTaskScheduled ->
                new ActivityTaskScheduled(eventId, time, activityType, taskQueue, input, timeouts(), retryPolicy);
            case ActivityTaskCompleted -> new ActivityTaskCompleted(eventId, time, scheduledEventId, attempt, result);
            case ActivityTaskFailed ->
                new ActivityTaskFailed(eventId, time, scheduledEventId, attempt, failure(), retryState);
            case ActivityTaskTimedOut ->
                new ActivityTaskTimedOut(
                        eventId, time, scheduledEventId, attempt, timeoutType, message, failure, retryState);
            case TimerStarted -> new TimerStarted(eventId, time, duration);
            case TimerFired -> new TimerFired(eventId, time, startedEventId);
            case TimerCanceled -> new TimerCanceled(eventId, time, startedEventId);
            case WorkflowExecutionCompleted -> new WorkflowExecutionCompleted(eventId, time, result);
            case WorkflowExecutionFailed -> new WorkflowExecutionFailed(eventId, time, failure());
        };
    }

    private ActivityTimeouts timeouts() {
        return new ActivityTimeouts(
                startToCloseTimeout, scheduleToStartTimeout, scheduleToCloseTimeout, heartbeatTimeout);
    }

    private FailureInfo failure() {
        return failure == null ? NO_FAILURE : failure;
    }

    private void readAttribute(String name) {
        switch (name) {
            case Attribute.ACTIVITY_TYPE -> activityType = reader.readText();
            case Attribute.ATTEMPT -> attempt = reader.readInt();
            case Attribute.DURATION -> duration = duration();
            case Attribute.ENGINE_VERSION -> engineVersion = reader.readInt();
            case Attribute.FAILURE, Attribute.LAST_FAILURE -> failure = StoredJson.readFailure(reader);
            case Attribute.HEARTBEAT_TIMEOUT -> heartbeatTimeout = duration();
            case Attribute.INPUT -> input = StoredJson.readPayloads(reader);
            case Attribute.MESSAGE -> message = reader.readText();
            case Attribute.RESULT -> result = StoredJson.readPayload(reader);
            case Attribute.RETRY_POLICY -> retryPolicy = retryPolicy();
            case Attribute.RETRY_STATE -> retryState = RetryState.valueOf(reader.readText());
            case Attribute.SCHEDULED_EVENT_ID -> scheduledEventId = reader.readInt();
            case Attribute.SCHEDULE_TO_CLOSE_TIMEOUT -> scheduleToCloseTimeout = duration();
            case Attribute.SCHEDULE_TO_START_TIMEOUT -> scheduleToStartTimeout = duration();
            case Attribute.SIGNAL_NAME -> signalName = reader.readText();
            case Attribute.STARTED_EVENT_ID -> startedEventId = reader.readInt();
            case Attribute.START_TO_CLOSE_TIMEOUT -> startToCloseTimeout = duration();
            case Attribute.TASK_QUEUE -> taskQueue = reader.readText();
            case Attribute.TIMEOUT_TYPE -> timeoutType = TimeoutType.valueOf(reader.readText());
            case Attribute.WORKFLOW_ID -> workflowId = reader.readText();
            case Attribute.WORKFLOW_TYPE -> workflowType = reader.readText();
            default -> reader.skip();
        }
    }

    private Duration duration() {
        return Duration.parse(reader.readText());
    }

    private RetryPolicy retryPolicy() {
        Duration initialInterval = UNWRITTEN_RETRY_POLICY.initialInterval();
        double backoffCoefficient = UNWRITTEN_RETRY_POLICY.backoffCoefficient();
        Duration maximumInterval = UNWRITTEN_RETRY_POLICY.maximumInterval();
        int maximumAttempts = 0;
        List<String> nonRetryableTypes = List.of();
        for (String name = reader.firstName(); name != null; name = reader.nextName()) {
            switch (name) {
                case Attribute.INITIAL_INTERVAL -> initialInterval = duration();
                case Attribute.BACKOFF_COEFFICIENT -> backoffCoefficient = reader.readDouble();
                case Attribute.MAXIMUM_INTERVAL -> maximumInterval = duration();
                case Attribute.MAXIMUM_ATTEMPTS -> maximumAttempts = reader.readInt();
                case Attribute.NON_RETRYABLE_TYPES -> nonRetryableTypes = reader.readArray(reader::readText);
                default -> reader.skip();
            }
        }
        return new RetryPolicy(
                initialInterval, backoffCoefficient, maximumInterval, maximumAttempts, nonRetryableTypes);
    }
}
