package dev.durable.test;

import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.DurableException;
import dev.durable.history.EventText;
import dev.durable.history.HistoryEvent;
import java.util.List;
import java.util.stream.Collectors;

/** A workflow as people read it when an assertion has failed. */
final class WorkflowText {

    private WorkflowText() {}

    /** What it is, how it stands, its history, and what it waits for. */
    static String of(WorkflowExecution workflow) {
        try {
            WorkflowDescription description = workflow.describe();
            WorkflowSummary summary = description.summary();
            StringBuilder text = new StringBuilder("Workflow '" + summary.workflowId() + "' of type "
                    + summary.workflowType() + " is " + summary.status() + ". Its history:\n");
            text.append(lines(workflow.history()));
            if (!summary.status().isClosed()) {
                workflow.waitingFor()
                        .forEach(line -> text.append("  ").append(line).append('\n'));
            }
            description
                    .failedAttempts()
                    .forEach(attempt -> text.append("  ").append(line(attempt)).append('\n'));
            return text.toString();
        } catch (DurableException e) {
            return "Workflow '" + workflow.workflowId() + "': " + e.getMessage();
        }
    }

    /** Without the stack trace, which a run's description has. */
    private static String line(FailedAttempt attempt) {
        String subject = attempt.scheduledEventId() == 0 ? "workflow code" : "event " + attempt.scheduledEventId();
        String next = attempt.nextAttemptAt() == null ? "" : ", next at " + attempt.nextAttemptAt();
        return "failed attempt " + attempt.attempt() + " of " + subject + " at " + attempt.failedAt() + next + ": "
                + attempt.failure().headline();
    }

    private static String lines(List<HistoryEvent> history) {
        return history.stream()
                .map(event ->
                        "%5d  %s  %s: %s%n".formatted(event.eventId(), event.time(), event.type(), EventText.of(event)))
                .collect(Collectors.joining());
    }
}
