package dev.durable.payload;

import java.util.List;

/**
 * What happens to payloads between the converter and the store: codecs encode them, and limits hold for their size. Immutable,
 * thread-safe.
 */
public final class PayloadEncoding {

    private final CodecChain codecs;
    private final PayloadLimits limits;
    private final boolean encodesFailures;

    /**
     * An encoding.
     *
     * @param codecs encode in this order; decode whatever they recognize
     * @param limits sizes of what the codecs leave
     * @param encodesFailures whether the codecs encode messages and stack traces of failures, too
     */
    public PayloadEncoding(List<? extends PayloadCodec> codecs, PayloadLimits limits, boolean encodesFailures) {
        this.codecs = new CodecChain(codecs);
        this.limits = limits;
        this.encodesFailures = encodesFailures;
    }

    /** The converter, with encoding and limits. */
    public PayloadConverter around(PayloadConverter converter) {
        return new EncodingPayloadConverter(converter, codecs, new SizeCheck(limits));
    }

    /**
     * Converts failures.
     *
     * @param payloads encodes and decodes their details: what {@link #around} has made
     */
    public FailureConverter failures(PayloadConverter payloads) {
        return new EncodingFailureConverter(new JacksonFailureConverter(payloads), codecs, encodesFailures);
    }
}
