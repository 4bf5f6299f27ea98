package dev.durable.jpa;

import java.util.Set;
import java.util.UUID;

/**
 * The runs that a transaction will update.
 *
 * @param runIds runs by their ids
 * @param children runs whose parents are meant
 * @param workflowIds workflow ids whose open runs are meant
 */
record RunsToLock(Set<UUID> runIds, Set<UUID> children, Set<String> workflowIds) {}
