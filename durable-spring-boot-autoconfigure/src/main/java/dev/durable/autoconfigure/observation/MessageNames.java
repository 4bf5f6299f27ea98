package dev.durable.autoconfigure.observation;

import java.util.function.Predicate;

/**
 * Names of messages that may be values of low cardinality: those that workflow types declare. Senders choose what else there is, for handlers that take
 * any name or for none at all, and could choose another one each time.
 *
 * @param signals whether a signal of the name is declared
 * @param updates whether an update of the name is declared
 */
record MessageNames(Predicate<String> signals, Predicate<String> updates) {

    private static final String OTHER = "other";

    String ofSignal(String name) {
        return signals.test(name) ? name : OTHER;
    }

    String ofUpdate(String name) {
        return updates.test(name) ? name : OTHER;
    }
}
