package dev.durable.store;

import java.time.Instant;
import java.util.List;

/**
 * Reads how the nodes stand together and what waits for them: for people, not for the engine's work. Leases and due times go by the
 * database's clock.
 */
public interface WorkloadReader {

    /** The nodes that are registered, by their names; one whose lease has ended is until another has taken its runs over. */
    List<StoredNode> nodes();

    /** The queues on which runs wait for a node, by their names. */
    List<QueueBacklog> queueBacklogs();

    /**
     * The queues on which attempts of activities wait for a node, by their names. One that a node could not read, and that nobody looks at for a while,
     * waits, too.
     */
    List<ActivityBacklog> activityBacklogs();

    /**
     * Runs that have waited for a node for a while, those that wait longest first.
     *
     * @param dueBefore only runs that were due before
     */
    List<StoredRun> unclaimedRuns(Instant dueBefore, int limit);

    /**
     * Open runs whose code failed the last time that it ran, and is to be tried again, with the latest failure; the latest run first. Code
     * has run again if an event is younger than the failure.
     *
     * @param nextTryFrom only runs whose next try is (or was) not before: what has long been tried again without failing is not shown
     */
    List<FailingRun> failingRuns(Instant nextTryFrom, int limit);
}
