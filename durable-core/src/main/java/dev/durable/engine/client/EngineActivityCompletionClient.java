package dev.durable.engine.client;

import dev.durable.client.ActivityCompletionClient;
import dev.durable.engine.activity.ActivityToken;
import dev.durable.engine.activity.FailureTypes;
import dev.durable.failure.CanceledFailure;
import dev.durable.history.ActivityTaskReported;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.Payload;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The completion client over the engine and its store. */
public final class EngineActivityCompletionClient implements ActivityCompletionClient {

    private static final String CANCELED = "The activity was canceled from outside, as it was asked to stop";

    /** Whichever attempt is the current one. */
    private static final int CURRENT = 0;

    private final ClientServices services;
    private final ActivityReportDelivery delivery;

    /** A client over the services. */
    public EngineActivityCompletionClient(ClientServices services) {
        this.services = services;
        this.delivery = new ActivityReportDelivery(services);
    }

    @Override
    public void complete(String taskToken, @Nullable Object result) {
        ActivityToken token = ActivityToken.parse(taskToken);
        delivery.deliver(token.runId(), completed(token.scheduledEventId(), token.attempt(), result));
    }

    @Override
    public void complete(String workflowId, int scheduledEventId, @Nullable Object result) {
        delivery.deliver(runIdOf(workflowId), completed(scheduledEventId, CURRENT, result));
    }

    @Override
    public void complete(String workflowId, UUID runId, int scheduledEventId, @Nullable Object result) {
        delivery.deliver(exactly(workflowId, runId), completed(scheduledEventId, CURRENT, result));
    }

    @Override
    public void fail(String taskToken, Throwable failure) {
        ActivityToken token = ActivityToken.parse(taskToken);
        delivery.deliver(token.runId(), failed(token.scheduledEventId(), token.attempt(), failure));
    }

    @Override
    public void fail(String workflowId, int scheduledEventId, Throwable failure) {
        delivery.deliver(runIdOf(workflowId), failed(scheduledEventId, CURRENT, failure));
    }

    @Override
    public void fail(String workflowId, UUID runId, int scheduledEventId, Throwable failure) {
        delivery.deliver(exactly(workflowId, runId), failed(scheduledEventId, CURRENT, failure));
    }

    @Override
    public void cancel(String taskToken, @Nullable Object details) {
        ActivityToken token = ActivityToken.parse(taskToken);
        delivery.deliver(token.runId(), canceled(token.scheduledEventId(), token.attempt(), details));
    }

    @Override
    public void cancel(String workflowId, int scheduledEventId, @Nullable Object details) {
        delivery.deliver(runIdOf(workflowId), canceled(scheduledEventId, CURRENT, details));
    }

    @Override
    public void cancel(String workflowId, UUID runId, int scheduledEventId, @Nullable Object details) {
        delivery.deliver(exactly(workflowId, runId), canceled(scheduledEventId, CURRENT, details));
    }

    @Override
    public void heartbeat(String taskToken, @Nullable Object details) {
        ActivityToken token = ActivityToken.parse(taskToken);
        delivery.deliver(token.runId(), heartbeat(token.scheduledEventId(), token.attempt(), details));
    }

    @Override
    public void heartbeat(String workflowId, int scheduledEventId, @Nullable Object details) {
        delivery.deliver(runIdOf(workflowId), heartbeat(scheduledEventId, CURRENT, details));
    }

    @Override
    public void heartbeat(String workflowId, UUID runId, int scheduledEventId, @Nullable Object details) {
        delivery.deliver(exactly(workflowId, runId), heartbeat(scheduledEventId, CURRENT, details));
    }

    private ActivityTaskReported completed(int scheduledEventId, int attempt, @Nullable Object result) {
        Payload payload = services.replay().payloads().toPayload(result);
        return ActivityTaskReported.completed(now(), scheduledEventId, attempt, payload);
    }

    private ActivityTaskReported failed(int scheduledEventId, int attempt, Throwable failure) {
        return ActivityTaskReported.failed(
                now(), scheduledEventId, attempt, failures().toInfo(failure), FailureTypes.of(failure));
    }

    private ActivityTaskReported canceled(int scheduledEventId, int attempt, @Nullable Object details) {
        FailureInfo cancellation =
                failures().toInfo(new CanceledFailure(CANCELED, details == null ? List.of() : List.of(details)));
        return ActivityTaskReported.canceled(now(), scheduledEventId, attempt, cancellation);
    }

    private ActivityTaskReported heartbeat(int scheduledEventId, int attempt, @Nullable Object details) {
        @Nullable
        Payload progress = details == null ? null : services.replay().payloads().toPayload(details);
        return ActivityTaskReported.heartbeat(now(), scheduledEventId, attempt, progress);
    }

    private UUID runIdOf(String workflowId) {
        return runIdOf(new LatestRun(workflowId, services));
    }

    private UUID exactly(String workflowId, UUID runId) {
        return runIdOf(new ExactRun(workflowId, runId, services));
    }

    private static UUID runIdOf(RunAddress address) {
        return address.here().orElseGet(() -> address.find().runId());
    }

    private FailureConverter failures() {
        return services.replay().failures();
    }

    private Instant now() {
        return services.time().now();
    }
}
