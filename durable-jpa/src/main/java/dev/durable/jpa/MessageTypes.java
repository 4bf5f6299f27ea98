package dev.durable.jpa;

import dev.durable.history.EventType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Kinds of messages, as SQL has them. */
final class MessageTypes {

    /** The types of messages that are addressed to workflows, as a list of literals. */
    static final String TO_WORKFLOWS = Arrays.stream(EventType.values())
            .filter(EventType::isAddressedToWorkflow)
            .map(type -> "'" + type.name() + "'")
            .collect(Collectors.joining(", "));

    /** Which messages the owner of a run has to see before the run closes, even if another takes its place. */
    static final String UNSEEN_REPORTS = "parked = false and event_type = '" + EventType.ActivityTaskReported + "'";

    private MessageTypes() {}
}
