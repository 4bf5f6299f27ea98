package dev.durable.payload;

import dev.durable.failure.ErrorCode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds payloads to the limits. Thread-safe. */
final class SizeCheck {

    private static final Logger logger = LoggerFactory.getLogger(PayloadLimits.class);
    private static final int MAX_BYTES_PER_CHAR = 3;

    /** Callers may use any number of names, which must not fill the memory. */
    private static final int MAX_WARNINGS = 1_000;

    private final PayloadLimits limits;
    private final long harmless;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    SizeCheck(PayloadLimits limits) {
        this.limits = limits;
        this.harmless = Math.min(limits.maxSize(), limits.warnSize());
    }

    /**
     * Checks a payload.
     *
     * @throws PayloadException {@code DUR-6014} if it is too large
     */
    void require(Payload payload, PayloadUse use) {
        String data = payload.data();
        if (!use.limited() || (long) data.length() * MAX_BYTES_PER_CHAR <= harmless) {
            return;
        }
        long size = sizeOf(data);
        if (size > limits.maxSize()) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    use + " takes " + size + " bytes as it is stored, the limit is " + limits.maxSize() + " bytes.",
                    null);
        }
        if (size > limits.warnSize() && warned.size() < MAX_WARNINGS && warned.add(use.of())) {
            logger.warn(
                    "{} takes {} bytes as it is stored; more than {} bytes burden each replay, the limit is {} bytes."
                            + " Further ones of {} are not reported",
                    use,
                    size,
                    limits.warnSize(),
                    limits.maxSize(),
                    use.of());
        }
    }

    /** Length in UTF-8. */
    private static long sizeOf(String text) {
        long size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800) {
                // half of a surrogate pair, which takes four bytes in all
                size += Character.isSurrogate(c) ? 1 : 2;
            } else if (c >= 0x80) {
                size++;
            }
        }
        return size;
    }
}
