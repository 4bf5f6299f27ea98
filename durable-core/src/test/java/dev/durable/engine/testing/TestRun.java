package dev.durable.engine.testing;

import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.failure.TimeoutType;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventText;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * One run of workflow code, stepped by hand. Each step applies an event and gives the commands that answer it, in the words of
 * {@link EventText}. Not thread-safe.
 */
public final class TestRun implements AutoCloseable {

    private final String workflowType;
    private final ReplayServices services;
    private HistoryBuilder history;
    private WorkflowInstance instance;
    private boolean broken;
    private boolean resumed;

    TestRun(String workflowType, ReplayServices services) {
        this.workflowType = workflowType;
        this.services = services;
    }

    /** The run begins. */
    public List<String> start(Object... arguments) {
        return start(HistoryBuilder.started(workflowType, arguments));
    }

    /** The run begins as the history does, which has nothing but its start. */
    public List<String> start(HistoryBuilder begun) {
        history = begun;
        WorkflowExecutionStarted started = (WorkflowExecutionStarted) history.last();
        instance = new WorkflowInstance(
                ReplayFixture.RUN_ID,
                started,
                services.definitions().workflow(workflowType).orElseThrow(),
                services);
        return step();
    }

    /** The run has the history already. */
    TestRun resume(HistoryBuilder recorded) {
        history = recorded;
        resumed = true;
        return evict();
    }

    /** An activity returns. */
    public List<String> complete(int scheduledEventId, Object result) {
        history.completed(scheduledEventId, result);
        return step();
    }

    /** An activity fails for good. */
    public List<String> fail(int scheduledEventId, Throwable failure) {
        history.failed(scheduledEventId, failure);
        return step();
    }

    /** An activity runs out of time. */
    public List<String> timeOut(int scheduledEventId, TimeoutType type) {
        history.timedOut(scheduledEventId, type);
        return step();
    }

    /** An activity stops because it was asked to. */
    public List<String> canceled(int scheduledEventId, int attempt, String message) {
        history.canceled(scheduledEventId, attempt, message);
        return step();
    }

    /** A local activity returns. */
    public List<String> localCompleted(int localActivityId, String activityType, Object result) {
        history.localCompleted(localActivityId, activityType, result);
        return step();
    }

    /** A local activity fails for good. */
    public List<String> localFailed(int localActivityId, String activityType, Throwable failure) {
        history.localFailed(localActivityId, activityType, failure);
        return step();
    }

    /** A timer fires. */
    public List<String> fire(int startedEventId) {
        history.fired(startedEventId);
        return step();
    }

    /** A signal arrives. */
    public List<String> signal(String name, Object... arguments) {
        history.signal(name, arguments);
        return step();
    }

    /** An update is accepted, whatever its validator says. */
    public List<String> update(String updateId, String name, Object... arguments) {
        history.update(updateId, name, arguments);
        return step();
    }

    /** Something else happens; see {@link Happenings}. */
    public List<String> happen(InboundEvent event) {
        history.happened(event);
        return step();
    }

    /** Lets time pass before the next event. */
    public TestRun elapse(Duration duration) {
        history.elapse(duration);
        return this;
    }

    /** The answer to a query. */
    public <R> R query(String name, Class<R> resultType, Object... arguments) {
        List<Payload> input =
                Arrays.stream(arguments).map(services.payloads()::toPayload).toList();
        return resultType.cast(services.payloads().fromPayload(instance.query(name, input), resultType));
    }

    /** What has happened so far. */
    public List<HistoryEvent> history() {
        return history.build();
    }

    /** The living code. */
    public WorkflowInstance instance() {
        return instance;
    }

    /** The code leaves memory and comes back by replay. */
    public TestRun evict() {
        close();
        instance = ReplayedRun.of(ReplayFixture.RUN_ID, history(), services, difference -> {
                    throw new AssertionError(difference);
                })
                .instance();
        return this;
    }

    /** Whether the run has ended. */
    public boolean isClosed() {
        return history.last().closesRun();
    }

    /** Whether the history is that of an engine with this code: begun with it, and without a step that failed. */
    boolean isWhole() {
        return instance != null && !broken && !resumed;
    }

    @Override
    public void close() {
        if (instance != null) {
            instance.destroy();
        }
    }

    private List<String> step() {
        InboundEvent event = (InboundEvent) history.last();
        broken = true;
        List<CommandEvent> commands = instance.step(event);
        broken = false;
        commands.forEach(this::note);
        return EventText.of(commands);
    }

    private void note(HistoryEvent command) {
        history.add(command);
    }
}
