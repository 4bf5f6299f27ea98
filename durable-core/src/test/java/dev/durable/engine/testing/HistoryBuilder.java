package dev.durable.engine.testing;

import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.engine.EngineSettings;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.RetryState;
import dev.durable.failure.TimeoutType;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.CommandEvent;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import dev.durable.history.MarkerKind;
import dev.durable.history.MarkerRecorded;
import dev.durable.history.RunOptions;
import dev.durable.history.RunOrigin;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import dev.durable.history.UpsertWorkflowSearchAttributes;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Writes a history down event by event, as it might have been recorded. Event ids count up, and each event comes a second after the
 * one before, unless time is {@linkplain #elapse skipped}. Not thread-safe.
 */
public final class HistoryBuilder {

    /** When histories begin. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private static final Duration STEP = Duration.ofSeconds(1);

    private final PayloadConverter payloads = new JacksonPayloadConverter();
    private final FailureConverter failures = new JacksonFailureConverter(payloads);
    private final List<HistoryEvent> events = new ArrayList<>();
    private Instant now = START;

    private HistoryBuilder() {}

    /** A history of a workflow type, which begins with its start. */
    public static HistoryBuilder started(String workflowType, Object... arguments) {
        HistoryBuilder history = new HistoryBuilder();
        return history.add(new WorkflowExecutionStarted(
                1,
                history.now,
                "workflow-1",
                workflowType,
                EngineSettings.DEFAULT_TASK_QUEUE,
                history.encode(arguments),
                WorkflowExecutionStarted.CURRENT_ENGINE_VERSION));
    }

    /** The start gave facts. Comes first. */
    public HistoryBuilder given(SearchAttributes searchAttributes, Map<String, Payload> memo) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) events.remove(0);
        return add(with(started, started.header(), memo, searchAttributes));
    }

    /** Context came with the start. Comes first. */
    public HistoryBuilder under(Map<String, Payload> header) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) events.remove(0);
        return add(with(started, header, started.memo(), started.searchAttributes()));
    }

    private static WorkflowExecutionStarted with(
            WorkflowExecutionStarted started,
            Map<String, Payload> header,
            Map<String, Payload> memo,
            SearchAttributes searchAttributes) {
        return new WorkflowExecutionStarted(
                started.eventId(),
                started.time(),
                started.workflowId(),
                started.workflowType(),
                started.taskQueue(),
                started.input(),
                started.engineVersion(),
                started.origin(),
                started.options(),
                header,
                memo,
                searchAttributes);
    }

    /** Other runs came before. Comes first. */
    public HistoryBuilder from(RunOrigin origin) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) events.remove(0);
        return add(started.with(origin, started.options()));
    }

    /** The run has limits, or is repeated. Comes first. */
    public HistoryBuilder under(RunOptions options) {
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) events.remove(0);
        return add(started.with(started.origin(), options));
    }

    /** Lets time pass before the next event. */
    public HistoryBuilder elapse(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** The workflow asked for an activity, with default options. */
    public HistoryBuilder scheduled(String activityType, Object... arguments) {
        return scheduled(
                activityType,
                ActivityTimeouts.startToClose(Duration.ofMinutes(1)),
                RetryPolicy.DEFAULT,
                encode(arguments));
    }

    /** The workflow asked for an activity. */
    public HistoryBuilder scheduled(
            String activityType, ActivityTimeouts timeouts, RetryPolicy retryPolicy, List<Payload> input) {
        return add(new ActivityTaskScheduled(
                nextId(), now, activityType, EngineSettings.DEFAULT_TASK_QUEUE, input, timeouts, retryPolicy));
    }

    /** An activity returned. */
    public HistoryBuilder completed(int scheduledEventId, Object result) {
        return add(new ActivityTaskCompleted(nextId(), tick(), scheduledEventId, 1, payloads.toPayload(result)));
    }

    /** An activity failed for good. */
    public HistoryBuilder failed(int scheduledEventId, Throwable failure) {
        return add(new ActivityTaskFailed(
                nextId(), tick(), scheduledEventId, 1, failures.toInfo(failure), RetryState.MAXIMUM_ATTEMPTS_REACHED));
    }

    /** An activity ran out of time. */
    public HistoryBuilder timedOut(int scheduledEventId, TimeoutType type) {
        return add(new ActivityTaskTimedOut(
                nextId(), tick(), scheduledEventId, 1, type, "too late", null, RetryState.TIMEOUT_NOT_RETRYABLE));
    }

    /** An activity stopped because it was asked to. */
    public HistoryBuilder canceled(int scheduledEventId, int attempt, String message) {
        return add(new ActivityTaskCanceled(
                nextId(), tick(), scheduledEventId, attempt, failures.toInfo(new CanceledFailure(message))));
    }

    /** A local activity returned. */
    public HistoryBuilder localCompleted(int localActivityId, String activityType, Object result) {
        return add(localCompletion(localActivityId, activityType, result).at(nextId(), tick()));
    }

    /** A local activity failed for good. */
    public HistoryBuilder localFailed(int localActivityId, String activityType, Throwable failure) {
        return add(new LocalActivityTaskFailed(
                nextId(),
                tick(),
                localActivityId,
                activityType,
                1,
                failures.toInfo(failure),
                RetryState.MAXIMUM_ATTEMPTS_REACHED));
    }

    /** That a local activity returned, without a place in a history. */
    public static LocalActivityTaskCompleted localCompletion(int localActivityId, String activityType, Object result) {
        Payload payload = new JacksonPayloadConverter().toPayload(result);
        return new LocalActivityTaskCompleted(0, START, localActivityId, activityType, 1, payload);
    }

    /** The workflow started a timer. */
    public HistoryBuilder timer(Duration duration) {
        return add(new TimerStarted(nextId(), now, duration));
    }

    /** A timer fired. */
    public HistoryBuilder fired(int startedEventId) {
        return add(new TimerFired(nextId(), tick(), startedEventId));
    }

    /** The workflow gave a timer up. */
    public HistoryBuilder timerCanceled(int startedEventId) {
        return add(new TimerCanceled(nextId(), now, startedEventId));
    }

    /** A signal arrived. */
    public HistoryBuilder signal(String name, Object... arguments) {
        return add(new WorkflowExecutionSignaled(nextId(), tick(), name, encode(arguments)));
    }

    /** The workflow asked for the version of a change. */
    public HistoryBuilder version(String changeId, int version) {
        return add(MarkerRecorded.version(nextId(), now, changeId, version));
    }

    /** The workflow evaluated a side effect. */
    public HistoryBuilder sideEffect(Object value) {
        return marker(MarkerKind.SIDE_EFFECT, "", 0, value);
    }

    /** The workflow evaluated a mutable side effect, after so many calls of the same name, and the value was new. */
    public HistoryBuilder mutableSideEffect(String id, int callsBefore, Object value) {
        return marker(MarkerKind.MUTABLE_SIDE_EFFECT, id, callsBefore, value);
    }

    /** The engine suggested to go on as a new run. */
    public HistoryBuilder continueAsNewSuggested() {
        return marker(MarkerKind.CONTINUE_AS_NEW_SUGGESTED, "", 0, null);
    }

    /** The workflow changed its search attributes. */
    public HistoryBuilder searchAttributes(SearchAttributes change) {
        return add(new UpsertWorkflowSearchAttributes(nextId(), now, change));
    }

    private HistoryBuilder marker(MarkerKind kind, String name, int number, Object value) {
        return add(new MarkerRecorded(nextId(), now, kind, name, number, payloads.toPayload(value)));
    }

    /** An update was accepted. */
    public HistoryBuilder update(String updateId, String name, Object... arguments) {
        return add(new WorkflowExecutionUpdateAccepted(nextId(), tick(), updateId, name, encode(arguments), Map.of()));
    }

    /** The handler of an update returned. */
    public HistoryBuilder updateCompleted(int acceptedEventId, Object result) {
        return add(
                new WorkflowExecutionUpdateCompleted(nextId(), now, acceptedEventId, payloads.toPayload(result), null));
    }

    /** Something happened; see {@link Happenings}. */
    public HistoryBuilder happened(InboundEvent event) {
        return add(event.at(nextId(), tick()));
    }

    /** The workflow asked for something. */
    public HistoryBuilder asked(BiFunction<Integer, Instant, CommandEvent> command) {
        return add(command.apply(nextId(), now));
    }

    /** The workflow returned. */
    public HistoryBuilder workflowCompleted(Object result) {
        return add(new WorkflowExecutionCompleted(nextId(), now, payloads.toPayload(result)));
    }

    /** The workflow failed. */
    public HistoryBuilder workflowFailed(Throwable failure) {
        return add(new WorkflowExecutionFailed(nextId(), now, failures.toInfo(failure)));
    }

    /** The events. */
    public List<HistoryEvent> build() {
        return List.copyOf(events);
    }

    HistoryBuilder add(HistoryEvent event) {
        events.add(event);
        return this;
    }

    HistoryEvent last() {
        return events.get(events.size() - 1);
    }

    private int nextId() {
        return events.size() + 1;
    }

    private Instant tick() {
        now = now.plus(STEP);
        return now;
    }

    private List<Payload> encode(Object... arguments) {
        return Arrays.stream(arguments).map(payloads::toPayload).toList();
    }
}
