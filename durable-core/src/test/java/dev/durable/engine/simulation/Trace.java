package dev.durable.engine.simulation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What has happened, in its order: as a hash to compare two runs of a seed, and as text where somebody wants to read it. */
final class Trace {

    private final int kept;
    private final Deque<String> lines = new ArrayDeque<>();
    private long hash = 17;
    private long length;

    /**
     * @param kept how many of the last lines are kept as text; 0 for the hash alone
     */
    Trace(int kept) {
        this.kept = kept;
    }

    /** Notes something. The facts must have hash codes that are the same in each JVM. */
    void note(long time, String what, Object... facts) {
        length++;
        hash = hash * 1_000_003 + time;
        hash = hash * 1_000_003 + what.hashCode();
        hash = hash * 1_000_003 + Arrays.hashCode(facts);
        if (kept > 0) {
            lines.add(String.format("%,13d  %s %s", time, what, Arrays.toString(facts)));
            if (lines.size() > kept) {
                lines.remove();
            }
        }
    }

    long hash() {
        return hash;
    }

    long length() {
        return length;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
