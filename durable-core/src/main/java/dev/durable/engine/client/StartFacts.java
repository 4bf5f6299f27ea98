package dev.durable.engine.client;

import dev.durable.payload.Payload;
import dev.durable.search.SearchAttributes;
import java.util.Map;
import java.util.TreeMap;

/**
 * Facts that a start gives of the run.
 *
 * @param searchAttributes by which it can be found
 * @param memo for people, by name
 */
record StartFacts(SearchAttributes searchAttributes, Map<String, Payload> memo) {

    static final StartFacts NONE = new StartFacts(SearchAttributes.EMPTY, Map.of());

    StartFacts {
        memo = Map.copyOf(memo);
    }

    StartFacts with(SearchAttributes more) {
        more.requireNoneReserved();
        return new StartFacts(searchAttributes.changedBy(more), memo);
    }

    StartFacts with(String key, Payload value) {
        Map<String, Payload> more = new TreeMap<>(memo);
        more.put(key, value);
        return new StartFacts(searchAttributes, more);
    }
}
