package dev.durable.history;

import dev.durable.payload.Payload;
import dev.durable.search.ChangeVersionAttribute;
import dev.durable.search.SearchAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the events of a run tell about it apart from its execution. Immutable.
 *
 * @param memo facts for people, by name
 * @param searchAttributes facts by which the run can be found, without those that the engine keeps
 * @param changeVersions the recorded versions of changes, by change id
 */
public record RunFacts(
        Map<String, Payload> memo, SearchAttributes searchAttributes, Map<String, Integer> changeVersions) {

    /** Nothing is known. */
    public static final RunFacts NONE = new RunFacts(Map.of(), SearchAttributes.EMPTY, Map.of());

    /** Copies the maps. */
    public RunFacts {
        memo = Collections.unmodifiableMap(new TreeMap<>(memo));
        changeVersions = Collections.unmodifiableMap(new TreeMap<>(changeVersions));
    }

    /** The facts that a whole history tells. */
    public static RunFacts of(List<? extends HistoryEvent> history) {
        RunFacts facts = NONE;
        for (HistoryEvent event : history) {
            facts = facts.after(event);
        }
        return facts;
    }

    /** The facts after one more event. */
    public RunFacts after(HistoryEvent event) {
        if (event instanceof WorkflowExecutionStarted started) {
            return new RunFacts(started.memo(), started.searchAttributes(), changeVersions);
        }
        if (event instanceof UpsertWorkflowSearchAttributes upsert) {
            return new RunFacts(memo, searchAttributes.changedBy(upsert.searchAttributes()), changeVersions);
        }
        if (event instanceof WorkflowPropertiesModified modified) {
            return new RunFacts(memoAfter(modified.memo()), searchAttributes, changeVersions);
        }
        if (event instanceof MarkerRecorded marker && marker.isVersion()) {
            Map<String, Integer> versions = new TreeMap<>(changeVersions);
            versions.put(marker.name(), marker.number());
            return new RunFacts(memo, searchAttributes, versions);
        }
        return this;
    }

    /** All search attributes that are stored of the run, with those that the engine keeps. */
    public SearchAttributes storedAttributes() {
        return searchAttributes.changedBy(ChangeVersionAttribute.of(changeVersions));
    }

    /** The memo after a change, in which {@link Payload#NULL} removes. */
    public Map<String, Payload> memoAfter(Map<String, Payload> change) {
        Map<String, Payload> changed = new TreeMap<>(memo);
        changed.putAll(change);
        changed.values().removeIf(Payload.NULL::equals);
        return changed;
    }
}
