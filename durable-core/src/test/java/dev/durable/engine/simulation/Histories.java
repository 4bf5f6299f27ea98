package dev.durable.engine.simulation;

import dev.durable.history.HistoryEvent;
import dev.durable.store.DurableStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is committed of histories, of which each event is read once: they only grow. */
final class Histories {

    private final DurableStore store;
    private final Map<UUID, List<HistoryEvent>> known = new HashMap<>();

    Histories(DurableStore store) {
        this.store = store;
    }

    /** The history of a run as it is now. */
    List<HistoryEvent> of(UUID runId) {
        List<HistoryEvent> history = known.computeIfAbsent(runId, id -> new ArrayList<>());
        history.addAll(store.history(runId, history.size()));
        return Collections.unmodifiableList(history);
    }
}
