package dev.durable.history;

/**
 * The stored form of events: JSON text of everything but event id, time and type, which stores keep in columns of their own.
 * Plain payloads stand in it as they are, so that histories are readable in any SQL client. Thread-safe.
 *
 * <p>The form is for ever: whatever one version wrote, every later one reads. Unknown properties are ignored, absent ones
 * read as null, empty or zero.
 */
public interface EventCodec {

    /** JSON text of the event's attributes. */
    String encode(HistoryEvent event);

    /**
     * The event of the given id, time and type with the attributes in the JSON text.
     *
     * @throws dev.durable.payload.PayloadException if the text cannot be read
     */
    HistoryEvent decode(int eventId, java.time.Instant time, EventType type, String attributes);
}
