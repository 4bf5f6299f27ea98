package dev.durable.engine;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUIDs of version 7: they sort by the time they were made at. */
public final class Uuids {

    private Uuids() {}

    /** A new UUID for the given time. */
    public static UUID version7(Instant time) {
        return version7(time, ThreadLocalRandom.current().nextLong());
    }

    /** The UUID for the given time that belongs to an event: always the same. */
    public static UUID version7(Instant time, UUID runId, int eventId) {
        long ofEvent = mix(runId.getMostSignificantBits() + eventId * 0x9E3779B97F4A7C15L);
        return version7(time, mix(runId.getLeastSignificantBits() + ofEvent));
    }

    /** Spreads each bit over all others, so that ids derived from derived ids do not come back to the first (David Stafford's variant 13). */
    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** The UUID for the given time with the given bits, of which two are not used. */
    public static UUID version7(Instant time, long random) {
        // the 12 bits after the milliseconds carry the fraction of the millisecond, so that one node's ids keep their
        // order
        long fraction = (time.getNano() % 1_000_000) * 4096L / 1_000_000;
        long most = time.toEpochMilli() << 16 | 0x7000L | fraction;
        long least = random & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(most, least);
    }
}
