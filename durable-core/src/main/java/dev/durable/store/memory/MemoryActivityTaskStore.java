package dev.durable.store.memory;

import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskStore;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.HeldActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes at one moment of the store's clock, under its lock, who makes which attempts. Thread-safe. */
final class MemoryActivityTaskStore implements ActivityTaskStore {

    private final MemoryDatabase database;
    private final MemoryActivities activities;

    MemoryActivityTaskStore(MemoryDatabase database, MemoryActivities activities) {
        this.database = database;
        this.activities = activities;
    }

    @Override
    public List<ClaimedActivity> claimActivities(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit) {
        return database.locked(() -> activities.claim(nodeId, taskQueue, activityTypes, database.now(), limit));
    }

    @Override
    public List<HeldActivity> heldActivities(UUID nodeId) {
        return database.locked(() -> activities.held(nodeId));
    }

    @Override
    public List<ClaimedActivity> activitiesOfDeadNodes(int limit) {
        return database.locked(() -> activities.ofDeadNodes(database.now(), limit));
    }

    @Override
    public ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change) {
        return database.locked(() -> activities.change(claim, change, database.now()));
    }

    @Override
    public void releaseActivity(ActivityClaim claim) {
        database.run(() -> activities.release(claim));
    }

    @Override
    public Duration reserveStarts(String taskQueue, int count, Duration apart) {
        return database.locked(() -> activities.reserveStarts(taskQueue, count, apart, database.now()));
    }

    @Override
    public Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        return database.locked(() -> activities.takeBack(nodeId, runId, scheduledEventId, attempt, ifClaimed));
    }

    @Override
    public boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        return database.locked(() -> activities.hurry(nodeId, runId, scheduledEventId, dueAt));
    }
}
