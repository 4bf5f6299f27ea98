package dev.durable.sample.orders.support;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityInfo;
import dev.durable.activity.ActivityTimeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stands for the attempt that is running: on any thread, until it is told of another activity. */
public final class StubActivityContext implements ActivityContext {

    private final UUID runId = UUID.randomUUID();
    private volatile ActivityInfo info = info("None.none", 0);

    /** From now on, attempts of this activity run. */
    public void runs(String activityType, int scheduledEventId) {
        info = info(activityType, scheduledEventId);
    }

    private ActivityInfo info(String activityType, int scheduledEventId) {
        return new ActivityInfo(
                "order-1",
                runId,
                "OrderWorkflow",
                activityType,
                scheduledEventId,
                1,
                "default",
                Instant.EPOCH,
                Instant.EPOCH,
                ActivityTimeouts.startToClose(Duration.ofSeconds(10)));
    }

    @Override
    public ActivityInfo info() {
        return info;
    }

    @Override
    public void heartbeat(@Nullable Object details) {
        // nobody listens
    }

    @Override
    public <T> Optional<T> lastHeartbeatDetails(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public boolean isCancelRequested() {
        return false;
    }

    @Override
    public void throwIfCanceled() {
        // nobody cancels
    }

    @Override
    public void completeLater() {
        throw new UnsupportedOperationException("Nobody completes it");
    }

    @Override
    public String taskToken() {
        return "token";
    }
}
