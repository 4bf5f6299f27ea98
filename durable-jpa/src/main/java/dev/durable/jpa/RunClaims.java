package dev.durable.jpa;

import dev.durable.store.HostedWork;
import dev.durable.store.PendingWork;
import dev.durable.store.RunRelease;
import dev.durable.store.StoredRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Changes of ownership, in the transaction of the connection. Rows that others have locked are left to them. */
interface RunClaims {

    /** Looks whether there is something to do, in one statement. */
    PendingWork pendingWork(Connection connection, UUID nodeId, Set<String> taskQueues) throws SQLException;

    /** Makes the node owner of runs that are free and due. */
    List<StoredRun> claim(Connection connection, UUID nodeId, HostedWork hosted, int limit) throws SQLException;

    /** Frees runs of the owner and makes them due. */
    int free(Connection connection, UUID owner, int limit) throws SQLException;

    /** Frees runs that the node owns and whose pending messages are those it has seen. */
    List<UUID> release(Connection connection, UUID nodeId, Collection<RunRelease> releases) throws SQLException;

    /** All nodes that own runs. */
    List<UUID> owners(Connection connection) throws SQLException;
}
