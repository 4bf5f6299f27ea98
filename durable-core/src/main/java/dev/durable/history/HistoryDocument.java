package dev.durable.history;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.PayloadException;
import dev.durable.payload.StoredJson;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * The history of one run with what identifies it, as it is exported: random numbers and ids of a run derive from its run id, so a history
 * alone does not replay everywhere. Payloads are as they are stored.
 *
 * <pre>{@code
 * {
 *   "formatVersion": 1,
 *   "workflowId": "order-42",
 *   "runId": "01900000-0000-7000-8000-000000000001",
 *   "workflowType": "OrderWorkflow",
 *   "taskQueue": "default",
 *   "history": { "formatVersion": 1, "events": [ … ] }
 * }
 * }</pre>
 *
 * @param workflowId the business key
 * @param runId the run
 * @param workflowType name of the workflow type
 * @param taskQueue queue on which the run was placed
 * @param events its events: ids count from 1, the first is the start, only the last may be a closing one
 */
public record HistoryDocument(
        String workflowId, UUID runId, String workflowType, String taskQueue, List<HistoryEvent> events) {

    /** Version of the document's form; documents of a newer one are refused. */
    public static final int FORMAT_VERSION = 1;

    /**
     * Checks that the history is whole.
     *
     * @throws DurableException {@code DUR-2092} if it is not
     */
    public HistoryDocument {
        events = List.copyOf(events);
        if (events.isEmpty() || !(events.get(0) instanceof WorkflowExecutionStarted started)) {
            throw illegal("its first event is not WorkflowExecutionStarted", null);
        }
        if (!started.workflowId().equals(workflowId) || !started.workflowType().equals(workflowType)) {
            throw illegal(
                    "it is one of workflow '" + workflowId + "' of type " + workflowType
                            + ", but its first event is one of '" + started.workflowId() + "' of type "
                            + started.workflowType(),
                    null);
        }
        for (int i = 0; i < events.size(); i++) {
            HistoryEvent event = events.get(i);
            if (event.eventId() != i + 1) {
                throw illegal("event " + (i + 1) + " is missing: there is event " + event.eventId(), null);
            }
            if (event.closesRun() && i < events.size() - 1) {
                throw illegal("events follow event " + event.eventId() + ", which closes the run", null);
            }
        }
    }

    /** The first event. */
    public WorkflowExecutionStarted started() {
        return (WorkflowExecutionStarted) events.get(0);
    }

    /** The document as JSON. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = StoredJson.generator(text)) {
            generator.writeStartObject();
            generator.writeNumberProperty("formatVersion", FORMAT_VERSION);
            generator.writeStringProperty("workflowId", workflowId);
            generator.writeStringProperty("runId", runId.toString());
            generator.writeStringProperty("workflowType", workflowType);
            generator.writeStringProperty("taskQueue", taskQueue);
            generator.writeName("history");
            generator.writeRawValue(JsonLayout.compact(new HistoryJson().write(events)));
            generator.writeEndObject();
        }
        return JsonLayout.pretty(text.toString()) + "\n";
    }

    /**
     * Reads a document that {@link #toJson()} has made.
     *
     * @throws DurableException {@code DUR-2092} if it cannot be read, or its history is not whole
     */
    public static HistoryDocument parse(String document) {
        try (JsonTextReader reader = new JsonTextReader(JsonLayout.compact(document))) {
            int formatVersion = 0;
            String workflowId = null;
            String runId = null;
            String workflowType = null;
            String taskQueue = null;
            String history = null;
            for (String name = reader.firstName(); name != null; name = reader.nextName()) {
                switch (name) {
                    case "formatVersion" -> formatVersion = reader.readInt();
                    case "workflowId" -> workflowId = reader.readText();
                    case "runId" -> runId = reader.readText();
                    case "workflowType" -> workflowType = reader.readText();
                    case "taskQueue" -> taskQueue = reader.readText();
                    case "history" -> history = reader.readRaw();
                    default -> reader.skip();
                }
            }
            if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
                throw illegal(
                        "its format version is " + formatVersion + ", this version reads 1 to " + FORMAT_VERSION, null);
            }
            return new HistoryDocument(
                    required("workflowId", workflowId),
                    UUID.fromString(required("runId", runId)),
                    required("workflowType", workflowType),
                    required("taskQueue", taskQueue),
                    new HistoryJson().read(required("history", history)));
        } catch (JacksonException | IllegalArgumentException | PayloadException e) {
            throw illegal(String.valueOf(e.getMessage()), e);
        }
    }

    private static String required(String name, @Nullable String value) {
        if (value == null) {
            throw illegal("it has no " + name, null);
        }
        return value;
    }

    private static DurableException illegal(String reason, @Nullable Exception cause) {
        return new DurableException(
                ErrorCode.HISTORY_DOCUMENT_ILLEGAL, "The document is no history: " + reason + ".", cause);
    }
}
