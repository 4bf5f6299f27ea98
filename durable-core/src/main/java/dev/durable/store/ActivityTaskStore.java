package dev.durable.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Attempts of activities that others make than the owner of the run. They are stored, as {@link ActivityTaskState.Stage#ROUTED}, by the
 * run's turns, and deleted by them; in between they belong to whoever claims them. Every method works in a transaction of its own.
 */
public interface ActivityTaskStore {

    /**
     * Makes the node the one that makes attempts which are due, on the queue, of one of the types: the highest priorities first, then those
     * that are due longest. Attempts that another node is claiming at the same time are skipped.
     *
     * @param activityTypes the types, or null for all
     * @return the attempts; none if the node's lease is not valid: others may have looked already for what it has claimed
     */
    List<ClaimedActivity> claimActivities(
            UUID nodeId, String taskQueue, @Nullable Set<String> activityTypes, int limit);

    /** All claims of a node. */
    List<HeldActivity> heldActivities(UUID nodeId);

    /** Attempts claimed by nodes whose leases have ended, or that are not registered. */
    List<ClaimedActivity> activitiesOfDeadNodes(int limit);

    /** Writes what the holder of a claim has to say, under the condition that it still is. */
    ClaimAnswer changeClaimed(ActivityClaim claim, ClaimChange change);

    /** Gives a claim back whose attempt has certainly not begun: others may claim it at once. Does nothing if the claim is lost. */
    void releaseActivity(ActivityClaim claim);

    /**
     * Reserves moments at which attempts of a queue may begin, each for one caller only, and none before now: the first is when those end that
     * were reserved before.
     *
     * @param count how many
     * @param apart time from one moment to the next
     * @return how long the first is away, by the database's clock
     */
    Duration reserveStarts(String taskQueue, int count, Duration apart);

    /**
     * Takes an attempt back that nobody has claimed: nobody will any more. Done by the owner of the run.
     *
     * @param nodeId the owner
     * @param attempt only this attempt, or whichever there is if 0
     * @param ifClaimed what becomes of a claimed one
     * @return how the activity stands then, {@link ActivityTaskState.Stage#RELEASED} if it was taken back; empty if nothing is stored of it or
     *     the run is not the node's
     */
    Optional<ActivityTaskState> takeBackActivity(
            UUID nodeId, UUID runId, int scheduledEventId, int attempt, IfClaimed ifClaimed);

    /**
     * Makes an attempt due earlier that nobody has claimed and that is due later than that. Does nothing if there is none, or if the run is not
     * the node's.
     *
     * @param nodeId the owner of the run
     * @param dueAt when it is due now
     * @return whether it has changed
     */
    boolean hurryActivity(UUID nodeId, UUID runId, int scheduledEventId, Instant dueAt);

    /** What the owner of a run wants of an attempt that others make. */
    enum IfClaimed {
        /** It goes on. */
        LEAVE,
        /** Its claimant is told that it is to stop. */
        ASK_TO_STOP,
        /** Its claim ends: whatever its claimant says from here on has no effect. It counts as {@link ActivityTaskState.Stage#STARTED}. */
        REVOKE
    }
}
