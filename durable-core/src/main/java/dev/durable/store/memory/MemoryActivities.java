package dev.durable.store.memory;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityRoute;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.ActivityTaskStore.IfClaimed;
import dev.durable.store.ClaimAnswer;
import dev.durable.store.ClaimChange;
import dev.durable.store.ClaimedActivity;
import dev.durable.store.HeldActivity;
import dev.durable.store.memory.MemoryCodec.ActivityTaskRow;
import dev.durable.store.memory.MemoryCodec.EventRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Attempts that others make than the owner of the run. Guarded by the store's lock. */
final class MemoryActivities {

    private final MemoryTables tables;
    private final MemoryWriter writer;
    private final MemoryCodec codec;
    private final MemoryOwnership nodes;
    private final Map<String, Instant> reservedUntil = new HashMap<>();

    MemoryActivities(MemoryTables tables, MemoryWriter writer, MemoryCodec codec, MemoryOwnership nodes) {
        this.tables = tables;
        this.writer = writer;
        this.codec = codec;
        this.nodes = nodes;
    }

    private record Found(MemoryRun run, ActivityTaskRow row) {}

    /** Whether a run has an attempt that may be claimed on one of the queues. */
    static boolean hasFree(MemoryRun run, Set<String> taskQueues, Instant now) {
        return run.activityTasks().values().stream()
                .anyMatch(row -> row.isFreeAt(now)
                        && taskQueues.contains(
                                Objects.requireNonNull(row.route()).taskQueue()));
    }

    /** Whether a node has claimed an attempt of a run. */
    static boolean isAnyClaimed(MemoryRun run, UUID nodeId) {
        return run.activityTasks().values().stream().anyMatch(row -> nodeId.equals(row.claimant()));
    }

    List<ClaimedActivity> claim(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, Instant now, int limit) {
        if (!nodes.isAlive(nodeId, now)) {
            return List.of();
        }
        List<Found> free = find(row -> row.isFreeAt(now) && fits(row.route(), taskQueue, activityTypes));
        return free.stream()
                .sorted(Comparator.comparing((Found found) -> priority(found.row()))
                        .thenComparing(found -> found.row().at()))
                .limit(limit)
                .map(found -> {
                    ActivityTaskRow claimed = found.row().with(Stage.CLAIMED, nodeId);
                    found.run().activityTasks().put(claimed.scheduledEventId(), claimed);
                    return claimed(found.run(), claimed, nodeId);
                })
                .toList();
    }

    private static boolean fits(@Nullable ActivityRoute route, String taskQueue, @Nullable Set<String> activityTypes) {
        return route != null
                && route.taskQueue().equals(taskQueue)
                && (activityTypes == null || activityTypes.contains(route.activityType()));
    }

    private static int priority(ActivityTaskRow row) {
        return Objects.requireNonNull(row.route()).priority();
    }

    List<HeldActivity> held(UUID nodeId) {
        return find(row -> nodeId.equals(row.claimant())).stream()
                .map(found -> new HeldActivity(
                        claim(found.run(), found.row(), nodeId), found.row().cancelRequested()))
                .toList();
    }

    List<ClaimedActivity> ofDeadNodes(Instant now, int limit) {
        return find(row -> row.claimant() != null && !nodes.isAlive(row.claimant(), now)).stream()
                .limit(limit)
                .map(found -> claimed(
                        found.run(),
                        found.row(),
                        Objects.requireNonNull(found.row().claimant())))
                .toList();
    }

    ClaimAnswer change(ActivityClaim claim, ClaimChange change, Instant now) {
        MemoryRun run = tables.find(claim.runId());
        ActivityTaskRow row = run == null || !run.isOpen() ? null : holder(run, claim);
        if (run == null || row == null) {
            return ClaimAnswer.LOST;
        }
        boolean goesOn = change.keepsClaim();
        if (row.cancelRequested() && change.state().stage() == Stage.ROUTED) {
            return ClaimAnswer.TO_STOP;
        }
        ActivityTaskRow changed = row.changedBy(codec.toRow(change.state()), goesOn ? claim.nodeId() : null);
        run.activityTasks().put(changed.scheduledEventId(), changed);
        if (change.failed() != null) {
            writer.addFailedAttempt(run, change.failed());
        }
        if (change.message() != null) {
            writer.addMessage(run, change.message(), now);
        }
        return goesOn && row.cancelRequested() ? ClaimAnswer.TO_STOP : ClaimAnswer.WRITTEN;
    }

    void release(ActivityClaim claim) {
        MemoryRun run = tables.find(claim.runId());
        ActivityTaskRow row = run == null ? null : holder(run, claim);
        if (run != null && row != null) {
            run.activityTasks().put(row.scheduledEventId(), row.with(Stage.ROUTED, null));
        }
    }

    Optional<ActivityTaskState> takeBack(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed) {
        MemoryRun run = tables.find(runId);
        ActivityTaskRow row = rowOf(run, nodeId, scheduledEventId);
        if (run == null || row == null) {
            return Optional.empty();
        }
        ActivityTaskRow changed = row;
        if (row.stage() == Stage.ROUTED && (attempt == 0 || attempt == row.attempt())) {
            changed = row.with(Stage.RELEASED, null);
        } else if (row.claimant() != null) {
            changed = switch (ifClaimed) {
                case LEAVE -> row;
                case ASK_TO_STOP -> row.askedToStop();
                case REVOKE -> row.with(Stage.STARTED, null);
            };
        }
        run.activityTasks().put(scheduledEventId, changed);
        return Optional.of(codec.fromRow(changed));
    }

    boolean hurry(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt) {
        MemoryRun run = tables.find(runId);
        ActivityTaskRow row = rowOf(run, nodeId, scheduledEventId);
        if (run == null
                || row == null
                || row.stage() != Stage.ROUTED
                || !row.at().isAfter(dueAt)) {
            return false;
        }
        run.activityTasks().put(scheduledEventId, row.dueAt(Micros.of(dueAt)));
        return true;
    }

    private static @Nullable ActivityTaskRow rowOf(@Nullable MemoryRun run, UUID owner, int scheduledEventId) {
        return run == null || !run.isOwnedBy(owner) ? null : run.activityTasks().get(scheduledEventId);
    }

    Duration reserveStarts(String taskQueue, int count, Duration apart, Instant now) {
        Instant reserved = reservedUntil.getOrDefault(taskQueue, now);
        Instant first = reserved.isAfter(now) ? reserved : now;
        reservedUntil.put(taskQueue, first.plus(apart.multipliedBy(count)));
        return Duration.between(now, first);
    }

    /** What a claim is of; null if it is not held any more. */
    static @Nullable ActivityTaskRow holder(MemoryRun run, ActivityClaim claim) {
        ActivityTaskRow row = run.activityTasks().get(claim.scheduledEventId());
        return row != null && claim.nodeId().equals(row.claimant()) && row.attempt() == claim.attempt() ? row : null;
    }

    private List<Found> find(Predicate<ActivityTaskRow> condition) {
        List<Found> found = new ArrayList<>();
        for (MemoryRun run : tables.newestFirst(MemoryRun::isOpen)) {
            run.activityTasks().values().stream().filter(condition).forEach(row -> found.add(new Found(run, row)));
        }
        return found;
    }

    private static ActivityClaim claim(MemoryRun run, ActivityTaskRow row, UUID nodeId) {
        return new ActivityClaim(nodeId, run.runId(), row.scheduledEventId(), row.attempt());
    }

    private ClaimedActivity claimed(MemoryRun run, ActivityTaskRow row, UUID nodeId) {
        EventRow scheduled = Objects.requireNonNull(run.events().get(row.scheduledEventId()));
        return new ClaimedActivity(
                claim(run, row, nodeId),
                run.workflowId(),
                run.toStoredRun().workflowType(),
                (ActivityTaskScheduled) codec.fromRow(scheduled),
                codec.fromRow(row),
                row.cancelRequested());
    }
}
