package dev.durable.engine.testing;

import java.util.stream.LongStream;

/**
 * Seeds of randomised tests. A test that fails prints its seed; {@code -Ddurable.test.seed=…} runs that one alone, and
 * {@code -Ddurable.test.seeds=…} more of them than usual.
 */
public final class Seeds {

    private Seeds() {}

    /** The first seeds, so many unless the properties say otherwise. */
    public static LongStream first(int count) {
        Long single = Long.getLong("durable.test.seed");
        if (single != null) {
            return LongStream.of(single);
        }
        return LongStream.rangeClosed(1, Integer.getInteger("durable.test.seeds", count));
    }
}
