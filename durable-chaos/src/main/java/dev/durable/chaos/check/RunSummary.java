package dev.durable.chaos.check;

import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.history.WorkflowExecutionUpdateCompleted;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.PayloadConverter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a run when it is compared with others.
 *
 * @param runId the run
 * @param lastEvent type of its last event, or null if it has none
 * @param result what it returned, or null
 * @param nextRunId the run that it continued as, or null
 * @param events how many events it has
 * @param messages request ids of the signals and updates that it got, as often as it got them
 * @param answers results of updates by their ids, as JSON
 */
record RunSummary(
        UUID runId,
        @Nullable EventType lastEvent,
        @Nullable String result,
        @Nullable UUID nextRunId,
        int events,
        List<String> messages,
        Map<String, String> answers) {

    private static final PayloadConverter PAYLOADS = new JacksonPayloadConverter();

    static RunSummary of(StoredHistory history) {
        List<String> messages = new ArrayList<>();
        Map<Integer, String> updates = new HashMap<>();
        Map<String, String> answers = new HashMap<>();
        for (HistoryEvent event : history.events()) {
            if (event instanceof WorkflowExecutionSignaled signaled) {
                messages.add(String.valueOf(signaled.requestId()));
            } else if (event instanceof WorkflowExecutionUpdateAccepted accepted) {
                messages.add(accepted.updateId());
                updates.put(accepted.eventId(), accepted.updateId());
            } else if (event instanceof WorkflowExecutionUpdateCompleted completed && completed.result() != null) {
                answers.put(
                        String.valueOf(updates.get(completed.acceptedEventId())),
                        String.valueOf(PAYLOADS.fromPayload(completed.result(), Integer.class)));
            }
        }
        HistoryEvent last = history.events().isEmpty()
                ? null
                : history.events().get(history.events().size() - 1);
        return new RunSummary(
                history.runId(),
                last == null ? null : last.type(),
                last instanceof WorkflowExecutionCompleted completed
                        ? (String) PAYLOADS.fromPayload(completed.result(), String.class)
                        : null,
                last instanceof WorkflowExecutionContinuedAsNew continued ? continued.newRunId() : null,
                history.events().size(),
                List.copyOf(messages),
                Map.copyOf(answers));
    }
}
