package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/**
 * The leases of the nodes, by the database's clock.
 *
 * <p>An application's start waits for its node to be registered. These statements do without Hibernate: nothing but them would need its
 * queries by then, which take their time when they are used first.
 */
final class NodeLeases {

    private final SqlValues values;
    private final String replace;
    private final String insert;
    private final String renew;
    private final String live;
    private final String deleteDead;

    NodeLeases(DatabaseClock clock, SqlValues values, TableNames names) {
        this.values = values;
        replace = "delete from " + names.qualified("node") + " where node_id = ? or node_name = ?";
        insert = "insert into " + names.qualified("node") + " (node_id, node_name, lease_until) values (?, ?, "
                + clock.leaseEndSql() + ")";
        renew = "update Node n set n.leaseUntil = " + clock.leaseEnd() + " where n.nodeId = :node and n.leaseUntil > "
                + clock.now();
        live = "select n.nodeId from Node n where n.leaseUntil > " + clock.now();
        deleteDead = "delete from Node n where n.leaseUntil <= " + clock.now()
                + " and not exists (select 1 from Run r where r.owner = n.nodeId)"
                + " and not exists (select 1 from ActivityTask t where t.claimant = n.nodeId)";
    }

    /** Adds the node in place of all others of its name. The name is unique, so that of two at the same time one fails. */
    void register(Connection connection, UUID nodeId, String nodeName, Duration lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(replace)) {
            values.setUuid(statement, 1, nodeId);
            statement.setString(2, nodeName);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            values.setUuid(statement, 1, nodeId);
            statement.setString(2, nodeName);
            statement.setLong(3, micros(lease));
            statement.executeUpdate();
        }
    }

    boolean renew(StatelessSession session, UUID nodeId, Duration lease) {
        return session.createMutationQuery(renew)
                        .setParameter("node", nodeId)
                        .setParameter("lease", micros(lease))
                        .executeUpdate()
                == 1;
    }

    int delete(StatelessSession session, UUID nodeId) {
        return session.createMutationQuery("delete from Node n where n.nodeId = :node")
                .setParameter("node", nodeId)
                .executeUpdate();
    }

    List<UUID> live(StatelessSession session) {
        return session.createSelectionQuery(live, UUID.class).getResultList();
    }

    /** The names of nodes; the id of one that another has taken the name from. */
    List<String> names(StatelessSession session, List<UUID> nodeIds) {
        Map<UUID, String> known = session
                .createSelectionQuery("from Node n where n.nodeId in :nodes", NodeRow.class)
                .setParameterList("nodes", nodeIds)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> row.nodeId, row -> row.nodeName));
        return nodeIds.stream()
                .map(nodeId -> known.getOrDefault(nodeId, nodeId.toString()))
                .toList();
    }

    /** Deletes nodes whose lease has ended and that own nothing and have claimed nothing. */
    int deleteDead(StatelessSession session) {
        return session.createMutationQuery(deleteDead).executeUpdate();
    }

    private static long micros(Duration lease) {
        return TimeUnit.SECONDS.toMicros(lease.getSeconds()) + lease.getNano() / 1000;
    }
}
