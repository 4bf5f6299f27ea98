package dev.durable.history;

import dev.durable.search.SearchAttributes;
import java.time.Instant;

/**
 * The workflow changed facts by which it can be found.
 *
 * @param eventId position in the history
 * @param time when it was recorded
 * @param searchAttributes what is set; and what is removed
 */
public record UpsertWorkflowSearchAttributes(int eventId, Instant time, SearchAttributes searchAttributes)
        implements CommandEvent {

    @Override
    public EventType type() {
        return EventType.UpsertWorkflowSearchAttributes;
    }
}
