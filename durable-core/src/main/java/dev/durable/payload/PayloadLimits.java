package dev.durable.payload;

/**
 * How large a payload may be, in bytes of what is stored: its data in UTF-8, after all codecs.
 *
 * @param maxSize larger ones are refused, with {@code DUR-6014}
 * @param warnSize larger ones are logged as a warning, once for each workflow or activity method; the same as or more than the
 *     maximum for no warnings
 */
public record PayloadLimits(long maxSize, long warnSize) {

    /** At most 2 MiB, a warning from 256 KiB on. */
    public static final PayloadLimits DEFAULT = new PayloadLimits(2 * 1024 * 1024, 256 * 1024);

    /** Checks that both are positive. */
    public PayloadLimits {
        if (maxSize < 1 || warnSize < 1) {
            throw new IllegalArgumentException("Sizes of payloads must be positive: " + maxSize + ", " + warnSize);
        }
    }
}
