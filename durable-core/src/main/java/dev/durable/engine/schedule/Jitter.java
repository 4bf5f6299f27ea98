package dev.durable.engine.schedule;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;

/**
 * Delays that look random but are fixed for each schedule and time, so that all nodes agree on them and a restart changes nothing.
 *
 * @param scheduleId the schedule
 * @param longest no delay reaches this
 */
record Jitter(String scheduleId, Duration longest) {

    private static final long LARGEST_RANGE_MILLIS = 0xFFFF_FFFFL;

    /** The time with its delay, which is before the following time of the schedule. */
    Instant delay(Instant nominal, Instant following) {
        Duration limit = Duration.between(nominal, following);
        Duration range = limit.compareTo(longest) < 0 ? limit : longest;
        long millis = Math.min(LARGEST_RANGE_MILLIS, range.toMillis());
        return nominal.plusMillis(hash(nominal) * millis >>> 32);
    }

    boolean isNone() {
        return longest.isZero();
    }

    /** 32 evenly distributed bits. */
    private long hash(Instant nominal) {
        CRC32 checksum = new CRC32();
        checksum.update((scheduleId + "@" + nominal.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
        // the checksums of similar texts are similar; this mixes their bits
        long mixed = checksum.getValue() * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
        return mixed >>> 32;
    }
}
