package dev.durable.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a database server tells about the work it has done. */
interface ServerGauge {

    /** A database that tells nothing. */
    ServerGauge NONE = () -> new Reading(null, null, null);

    /** The counters now. */
    Reading read();

    /** What the database is and how it is set. */
    default Map<String, String> facts() {
        return new LinkedHashMap<>();
    }

    /**
     * Counters; null where they cannot be had.
     *
     * @param transactions transactions that were committed
     * @param walBytes bytes that were written ahead
     * @param cpuSeconds what the server's processes have used
     */
    record Reading(
            @Nullable Double transactions,
            @Nullable Double walBytes,
            @Nullable Double cpuSeconds) {

        Reading since(Reading before) {
            return new Reading(
                    difference(transactions, before.transactions),
                    difference(walBytes, before.walBytes),
                    difference(cpuSeconds, before.cpuSeconds));
        }

        private static @Nullable Double difference(@Nullable Double now, @Nullable Double before) {
            return now == null || before == null ? null : now - before;
        }
    }
}
