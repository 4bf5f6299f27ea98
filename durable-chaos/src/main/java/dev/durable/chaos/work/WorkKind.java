package dev.durable.chaos.work;

import dev.durable.history.EventType;
import java.util.Locale;

/** Kinds of work; each has a workflow of its own. */
public enum WorkKind {
    /** Activities one after another, some of which fail at first; the last one may refuse for good. One step is a local activity. */
    ACTIVITIES(8),
    /** Activities that may start at most once. */
    AT_MOST_ONCE(4),
    /** Timers side by side, each with an activity at its end. */
    TIMERS(3),
    /** Waits for signals. */
    SIGNALS(3),
    /** Waits for updates, whose handlers call activities. */
    UPDATES(3),
    /** Child workflows side by side, some of which fail. */
    CHILDREN(2),
    /** Continues as new again and again, while signals come. */
    ROUNDS(2),
    /** Activities that are completed later, from outside. */
    LATER(2),
    /** Activities whose effect is committed with their result, after attempts that are rolled back. */
    TRANSACTIONAL(6),
    /** Activities on a queue that not all nodes host, some of which are silent for too long. */
    ROUTED(2);

    /** How often the kind is chosen, relative to the others. */
    final int weight;

    WorkKind(int weight) {
        this.weight = weight;
    }

    /** How reports call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether callers send signals to it. */
    public boolean takesSignals() {
        return this == SIGNALS || this == ROUNDS;
    }

    /** Whether callers ask it for updates. */
    public boolean takesUpdates() {
        return this == UPDATES;
    }

    /**
     * Whether a signal that is sent again is recognized whenever it comes. A request id is one within a run, so a workflow that has continued
     * as new meanwhile gets the signal again.
     */
    public boolean recognizesRepeatedSignals() {
        return this != ROUNDS;
    }

    /** How the last run has to close. */
    EventType closing(boolean refused) {
        return this == ACTIVITIES && refused ? EventType.WorkflowExecutionFailed : EventType.WorkflowExecutionCompleted;
    }
}
