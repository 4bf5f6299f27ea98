package dev.durable.chaos.check;

import dev.durable.history.HistoryEvent;
import java.util.List;
import java.util.UUID;

/**
 * A run as the database has it.
 *
 * @param runId the run
 * @param workflowId its workflow id
 * @param workflowType name of its type
 * @param taskQueue its queue
 * @param events its events, in the order of their ids
 */
record StoredHistory(UUID runId, String workflowId, String workflowType, String taskQueue, List<HistoryEvent> events) {}
