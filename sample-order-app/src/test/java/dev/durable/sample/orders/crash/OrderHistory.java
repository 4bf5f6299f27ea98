package dev.durable.sample.orders.crash;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What happened to an order, and when.
 *
 * @param events the events of its workflow, oldest first
 */
record OrderHistory(List<Event> events) {

    private static final Set<String> CLOSING = Set.of("WorkflowExecutionCompleted", "WorkflowExecutionFailed");

    static OrderHistory of(JsonNode history) {
        return new OrderHistory(history.valueStream().map(Event::of).toList());
    }

    List<Integer> ids() {
        return events.stream().map(Event::id).toList();
    }

    List<String> types() {
        return events.stream().map(Event::type).toList();
    }

    List<String> closingEvents() {
        return types().stream().filter(CLOSING::contains).toList();
    }

    int signals() {
        return count("WorkflowExecutionSignaled");
    }

    int updates() {
        return count("WorkflowExecutionUpdateCompleted");
    }

    int childrenStarted() {
        return count("StartChildWorkflowExecutionInitiated");
    }

    int childrenCompleted() {
        return count("ChildWorkflowExecutionCompleted");
    }

    private int count(String type) {
        return (int) types().stream().filter(type::equals).count();
    }

    /** Whether the signal to cancel came first, or the end of the window. */
    boolean isCancelledInTime() {
        int cancelled = types().indexOf("WorkflowExecutionSignaled");
        int windowClosed = types().indexOf("TimerFired");
        return cancelled >= 0 && (windowClosed < 0 || cancelled < windowClosed);
    }

    /** Whether an activity had been scheduled at that time and had not ended. */
    boolean isInActivityAt(Instant moment) {
        return isBetween(moment, "ActivityTaskScheduled", "scheduledEventId");
    }

    /** Whether the cancellation window was open at that time. */
    boolean isInWindowAt(Instant moment) {
        return isBetween(moment, "TimerStarted", "startedEventId");
    }

    private boolean isBetween(Instant moment, String opening, String reference) {
        return events.stream()
                .filter(event -> event.type().equals(opening) && !event.time().isAfter(moment))
                .anyMatch(opened -> events.stream()
                        .noneMatch(event -> event.attributes().path(reference).asInt(0) == opened.id()
                                && !event.time().isAfter(moment)));
    }

    /**
     * An event.
     *
     * @param id position in the history, from 1
     * @param type what kind of event it is
     * @param time when it was recorded
     * @param attributes everything else
     */
    record Event(int id, String type, Instant time, JsonNode attributes) {

        private static Event of(JsonNode event) {
            return new Event(
                    event.get("eventId").asInt(),
                    event.get("type").asString(),
                    Instant.parse(event.get("time").asString()),
                    event.get("attributes"));
        }
    }
}
