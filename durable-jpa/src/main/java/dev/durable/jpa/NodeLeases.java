package dev.durable.jpa;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hibernate.StatelessSession;

/** The leases of the nodes, by the database's clock. */
final class NodeLeases {

    private final String insert;
    private final String renew;
    private final String live;
    private final String deleteDead;

    NodeLeases(DatabaseClock clock) {
        insert = "insert into Node (nodeId, nodeName, leaseUntil) values (:node, :name, " + clock.leaseEnd() + ")";
        renew = "update Node n set n.leaseUntil = " + clock.leaseEnd() + " where n.nodeId = :node and n.leaseUntil > "
                + clock.now();
        live = "select n.nodeId from Node n where n.leaseUntil > " + clock.now();
        deleteDead = "delete from Node n where n.leaseUntil <= " + clock.now()
                + " and not exists (select 1 from Run r where r.owner = n.nodeId)"
                + " and not exists (select 1 from ActivityTask t where t.claimant = n.nodeId)";
    }

    /** Adds the node in place of all others of its name. The name is unique, so that of two at the same time one fails. */
    void register(StatelessSession session, UUID nodeId, String nodeName, Duration lease) {
        session.createMutationQuery("delete from Node n where n.nodeId = :node or n.nodeName = :name")
                .setParameter("node", nodeId)
                .setParameter("name", nodeName)
                .executeUpdate();
        session.createMutationQuery(insert)
                .setParameter("node", nodeId)
                .setParameter("name", nodeName)
                .setParameter("lease", micros(lease))
                .executeUpdate();
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

    /** Deletes nodes whose lease has ended and that own nothing and have claimed nothing. */
    int deleteDead(StatelessSession session) {
        return session.createMutationQuery(deleteDead).executeUpdate();
    }

    private static long micros(Duration lease) {
        return TimeUnit.SECONDS.toMicros(lease.getSeconds()) + lease.getNano() / 1000;
    }
}
