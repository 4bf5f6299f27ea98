package dev.durable.jpa;

import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The statements by which turns begin other runs, put them in their place, and send messages. No list, map or set is empty.
 * Failures are thrown as they are; a workflow id that is taken is none.
 */
interface OutputStatements {

    /** Inserts runs that are open, except those whose workflow ids may not be used, and returns the ids of these. */
    Set<UUID> insertRuns(Connection connection, List<RunStart> starts) throws SQLException;

    /**
     * Locks rows of runs until the transaction ends, in the order of the runs' ids, which is the order of everybody who locks
     * several. Runs that do not exist are left out.
     */
    List<LockedRun> lockRuns(Connection connection, RunsToLock runs) throws SQLException;

    /** Locks the runs of workflow ids that are open at this moment, whatever the transaction has seen before. */
    default List<LockedRun> lockOpenRuns(Connection connection, Set<String> workflowIds) throws SQLException {
        return lockRuns(connection, new RunsToLock(Set.of(), Set.of(), workflowIds));
    }

    /** Closes runs whose messages will be taken over, and returns how many had the right owner. */
    int closeContinued(Connection connection, List<TurnWrite> turns) throws SQLException;

    /** Changes the status of open runs, and returns how many had the right owner. */
    int changeStatus(Connection connection, List<TurnWrite> turns) throws SQLException;

    /**
     * Makes the messages of runs that are addressed to their workflows those of other runs, parked ones no longer parked, and deletes the
     * rest. The other runs have no messages before.
     *
     * @param successors the other run of each run
     * @return what has become of them
     */
    MovedMessages moveMessages(Connection connection, Map<UUID, UUID> successors) throws SQLException;

    /**
     * Counts messages that were stored for open runs and makes the runs due.
     *
     * @param messages the number of messages of each run
     * @return how many runs were open
     */
    int announce(Connection connection, Map<UUID, Integer> messages) throws SQLException;
}
