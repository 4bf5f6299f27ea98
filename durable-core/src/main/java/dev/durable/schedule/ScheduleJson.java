package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.JsonTextReader;
import dev.durable.payload.PayloadException;
import dev.durable.payload.StoredJson;
import java.io.StringWriter;
import java.time.DateTimeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * Schedules as compact JSON that people can read, which is how they are stored. What is empty or the default is left out. Thread-safe.
 */
public final class ScheduleJson {

    private ScheduleJson() {}

    /** The JSON text of a schedule. */
    public static String write(Schedule schedule) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator generator = StoredJson.generator(text)) {
            new ScheduleWriter(generator).write(schedule);
        } catch (JacksonException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_ENCODABLE,
                    "A schedule cannot be written as JSON: " + e.getOriginalMessage() + ".",
                    e);
        }
        return text.toString();
    }

    /**
     * The schedule of a JSON text.
     *
     * @throws PayloadException if it cannot be read
     */
    public static Schedule read(String json) {
        try (JsonTextReader reader = new JsonTextReader(json)) {
            return new ScheduleReader(reader).read();
        } catch (JacksonException | IllegalArgumentException | DateTimeException | DurableException e) {
            throw new PayloadException(
                    ErrorCode.PAYLOAD_NOT_DECODABLE, "A stored schedule cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
