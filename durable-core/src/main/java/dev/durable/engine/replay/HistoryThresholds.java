package dev.durable.engine.replay;

/**
 * From when on runs are told to go on as new ones.
 *
 * @param length events
 * @param size about how many bytes of events
 */
public record HistoryThresholds(int length, long size) {

    boolean areReachedBy(int actualLength, long actualSize) {
        return actualLength >= length || actualSize >= size;
    }
}
