package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;
import jakarta.persistence.Tuple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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

    /**
     * What the rows are called that tell until when a node may not know that another has taken its name. They are no nodes: their ids are nobody's.
     */
    static final String SUPERSEDED = "superseded by a namesake: ";

    private static final String IS_SUPERSEDED = "n.nodeName like '" + SUPERSEDED + "%'";

    private final SqlValues values;
    private final String supersede;
    private final String replace;
    private final String insert;
    private final String renew;
    private final String live;
    private final String executing;
    private final String superseded;
    private final String deleteDead;

    NodeLeases(DatabaseClock clock, SqlValues values, TableNames names) {
        this.values = values;
        supersede = "update " + names.qualified("node") + " set node_id = ?, node_name = ?"
                + " where node_name = ? and node_id <> ? and lease_until > " + clock.sql();
        replace = "delete from " + names.qualified("node") + " where node_id = ? or node_name = ?";
        insert = "insert into " + names.qualified("node") + " (node_id, node_name, lease_until) values (?, ?, "
                + clock.leaseEndSql() + ")";
        renew = "update Node n set n.leaseUntil = " + clock.leaseEnd() + " where n.nodeId = :node and n.leaseUntil > "
                + clock.now();
        live = "select n.nodeId from Node n where n.leaseUntil > " + clock.now();
        executing = live + " and not " + IS_SUPERSEDED;
        superseded = "select max(n.leaseUntil), " + clock.now() + " from Node n where " + IS_SUPERSEDED
                + " and n.leaseUntil > " + clock.now();
        deleteDead = "delete from Node n where n.leaseUntil <= " + clock.now()
                + " and not exists (select 1 from Run r where r.owner = n.nodeId)"
                + " and not exists (select 1 from ActivityTask t where t.claimant = n.nodeId)";
    }

    /**
     * Adds the node in place of all others of its name. The name is unique, so that of two at the same time one fails. Of a valid lease remains
     * until when it was valid: its node may live on until then without knowing.
     */
    void register(Connection connection, UUID nodeId, String nodeName, Duration lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(supersede)) {
            UUID nobody = UUID.randomUUID();
            values.setUuid(statement, 1, nobody);
            statement.setString(2, SUPERSEDED + nobody);
            statement.setString(3, nodeName);
            values.setUuid(statement, 4, nodeId);
            statement.executeUpdate();
        }
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

    /** Nodes with valid leases. */
    List<UUID> executing(StatelessSession session) {
        return session.createSelectionQuery(executing, UUID.class).getResultList();
    }

    Duration supersededFor(StatelessSession session) {
        Tuple row = session.createSelectionQuery(superseded, Tuple.class).getSingleResult();
        Instant until = row.get(0, Instant.class);
        return until == null ? Duration.ZERO : Duration.between(row.get(1, Instant.class), until);
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
