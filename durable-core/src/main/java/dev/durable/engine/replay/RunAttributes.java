package dev.durable.engine.replay;

import dev.durable.history.RunFacts;
import dev.durable.history.UpsertWorkflowSearchAttributes;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowPropertiesModified;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadUse;
import dev.durable.search.SearchAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Search attributes and memo of a run, as its code reads and changes them. Confined to the run. */
final class RunAttributes {

    private final RunContext context;
    private RunFacts facts;

    RunAttributes(RunContext context, WorkflowExecutionStarted started) {
        this.context = context;
        this.facts = RunFacts.NONE.after(started);
    }

    /** How they stand. */
    RunFacts facts() {
        return facts;
    }

    void upsertSearchAttributes(SearchAttributes change) {
        context.requireCommandsAllowed("upsertSearchAttributes");
        change.requireNoneReserved();
        if (!facts.searchAttributes().changedBy(change).equals(facts.searchAttributes())) {
            facts = facts.after(
                    context.record(eventId -> new UpsertWorkflowSearchAttributes(eventId, context.now(), change)));
        }
    }

    @SuppressWarnings("unchecked") // decoded as the type
    <T> Optional<T> memo(String key, Class<T> type) {
        Payload value = facts.memo().get(key);
        return value == null
                ? Optional.empty()
                : Optional.ofNullable((T) context.payloads().decode(value, type));
    }

    void upsertMemo(Map<String, ? extends @Nullable Object> values) {
        context.requireCommandsAllowed("upsertMemo");
        Map<String, Payload> change = encodeMemo(values, context.info().workflowType(), context.payloads());
        if (changes(change)) {
            facts = facts.after(
                    context.record(eventId -> new WorkflowPropertiesModified(eventId, context.now(), change)));
        }
    }

    /** Not whether the payloads are equal: encrypted ones look different each time. */
    private boolean changes(Map<String, Payload> change) {
        return change.entrySet().stream().anyMatch(entry -> {
            Payload before = facts.memo().get(entry.getKey());
            return before == null
                    ? !entry.getValue().equals(Payload.NULL)
                    : !context.payloads().isSame(before, entry.getValue());
        });
    }

    /** Encodes facts of the memo of a run of the type. */
    static Map<String, Payload> encodeMemo(
            Map<String, ? extends @Nullable Object> values, String workflowType, RunPayloads payloads) {
        Map<String, Payload> encoded = new TreeMap<>();
        values.forEach((key, value) -> encoded.put(
                key,
                value == null
                        ? Payload.NULL
                        : payloads.encode(value, value.getClass(), PayloadUse.part("memo " + key, workflowType))));
        return encoded;
    }
}
