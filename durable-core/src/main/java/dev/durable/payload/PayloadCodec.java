package dev.durable.payload;

/**
 * Changes how payloads are stored: encrypts them, compresses them, keeps large ones elsewhere. Codecs form a chain: the first one
 * encodes first. Thread-safe.
 *
 * <p>Decoding goes by the metadata of each payload, not by the chain: whichever codec says that it {@linkplain #canDecode can},
 * does, until no codec says so. So payloads that were written before a codec was there, or with another order of codecs, stay
 * readable; a codec must stay, if only to decode, as long as there are payloads that it has encoded.
 *
 * <p>A codec is called on the threads of callers, workflows and activities, in replays too, and must not depend on anything but the
 * payload and its keys. What it throws counts as {@code DUR-6013}, unless it is a {@link PayloadException}. The value {@code null} is
 * never encoded.
 *
 * <pre>{@code
 * public Payload encode(Payload payload) {
 *     return new Payload(zip(payload.toText()), Map.of(Payload.ENCODING, "zip"));
 * }
 *
 * public boolean canDecode(Payload payload) {
 *     return "zip".equals(payload.encoding());
 * }
 *
 * public Payload decode(Payload payload) {
 *     return Payload.ofText(unzip(payload.data()));
 * }
 * }</pre>
 */
public interface PayloadCodec {

    /**
     * Encodes a payload, which may be one that another codec has encoded: its metadata has to be kept, too, as {@link
     * Payload#toText()} does.
     *
     * @return a payload that {@link #canDecode} recognizes by its metadata; or the given one, which leaves it as it is
     */
    Payload encode(Payload payload);

    /** Whether this codec has encoded the payload, as its metadata says. */
    boolean canDecode(Payload payload);

    /** The payload that was given to {@link #encode}, from one that {@link #canDecode} has recognized. */
    Payload decode(Payload payload);
}
