package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimedActivity;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Told by the executor how attempts go on that were claimed; has it written under their claims. Thread-safe. */
final class ClaimOutcomes implements ActivityOutcomes {

    private static final int ANY_ATTEMPT = 0;

    private final HeldClaims held;
    private final ClaimReports reports;
    private final ReportLanes lanes;
    private final Consumer<ActivityClaim> requestCancel;
    private final ObjIntConsumer<UUID> handOver;
    private final Runnable hurry;

    /**
     * @param requestCancel told that an activity is to stop
     * @param handOver told that the result of an activity comes from outside: the run and the event that scheduled it
     * @param hurry has this node compare its claims soon
     */
    ClaimOutcomes(
            HeldClaims held,
            ClaimReports reports,
            ReportLanes lanes,
            Consumer<ActivityClaim> requestCancel,
            ObjIntConsumer<UUID> handOver,
            Runnable hurry) {
        this.held = held;
        this.reports = reports;
        this.lanes = lanes;
        this.requestCancel = requestCancel;
        this.handOver = handOver;
        this.hurry = hurry;
    }

    /** The claim has ended with the transaction of the attempt. */
    @Override
    public void resultStored(UUID runId, int scheduledEventId, int attempt) {
        held.write(runId, scheduledEventId, attempt, claimed -> ClaimAnswer.WRITTEN);
    }

    @Override
    public void ended(UUID runId, InboundEvent outcome) {
        held.write(
                runId,
                outcome.endsEventId(),
                attemptEndedBy(outcome),
                claimed -> reports.ended(claimed.claim(), claimed.state(), outcome));
    }

    /** Others than results and failures may come from an attempt that has not begun, and do not say which. */
    private static int attemptEndedBy(InboundEvent outcome) {
        if (outcome instanceof ActivityTaskCompleted completed) {
            return completed.attempt();
        }
        return outcome instanceof ActivityTaskFailed failed ? failed.attempt() : ANY_ATTEMPT;
    }

    @Override
    public void localEnded(UUID runId, int execution, InboundEvent outcome) {
        throw new IllegalStateException("Local activities are not claimed");
    }

    @Override
    public void nextAttempt(UUID runId, ActivityTask next, @Nullable FailedAttempt failed) {
        if (failed == null) {
            throw new IllegalStateException("A claim needs nothing else to be durable");
        }
        held.write(
                runId,
                next.scheduledEventId(),
                failed.attempt(),
                claimed -> reports.repeated(claimed.claim(), next, failed));
    }

    @Override
    public CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state) {
        ClaimedActivity claimed = held.find(runId, state.scheduledEventId(), state.attempt());
        CompletableFuture<Void> stored = new CompletableFuture<>();
        if (claimed == null) {
            stored.completeExceptionally(new IllegalStateException("the claim was lost"));
            return stored;
        }
        lanes.execute(() -> {
            try {
                store(claimed, state);
                stored.complete(null);
            } catch (RuntimeException e) {
                stored.completeExceptionally(e);
            }
        });
        return stored;
    }

    private void store(ClaimedActivity claimed, ActivityTaskState state) {
        switch (reports.progress(claimed.claim(), state)) {
            case WRITTEN -> {}
            case TO_STOP -> requestCancel.accept(claimed.claim());
            case LOST -> {
                // given up by the next look: here it could be the next attempt already that is forgotten
                hurry.run();
                throw new IllegalStateException("the claim was lost");
            }
        }
    }

    @Override
    public void handedOver(UUID runId, int scheduledEventId) {
        handOver.accept(runId, scheduledEventId);
    }
}
