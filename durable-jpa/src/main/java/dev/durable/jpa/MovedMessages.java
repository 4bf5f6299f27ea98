package dev.durable.jpa;

import java.util.Map;
import java.util.UUID;

/**
 * Messages of closed runs that were made those of other runs.
 *
 * @param counts how many messages each of the other runs has got; those that got none may be missing
 * @param haveReports whether reports of activities that nobody has seen were among the deleted rest
 */
record MovedMessages(Map<UUID, Integer> counts, boolean haveReports) {}
