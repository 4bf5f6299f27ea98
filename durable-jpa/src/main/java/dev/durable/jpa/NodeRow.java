package dev.durable.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code durable_node}: the lease of one node. Written by statements only, as leases go by the database's clock. */
@Entity(name = "Node")
@Table(name = "node")
class NodeRow {

    @Id
    UUID nodeId;

    String nodeName;

    Instant leaseUntil;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    NodeRow() {}
}
