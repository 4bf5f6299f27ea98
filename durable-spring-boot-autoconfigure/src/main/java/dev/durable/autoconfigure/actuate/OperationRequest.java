package dev.durable.autoconfigure.actuate;

import dev.durable.client.ResetOptions;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadException;
import org.jspecify.annotations.Nullable;

/**
 * What a write operation was given beside its address. Actuator takes texts and numbers only, so that arguments come as the text of a JSON
 * array.
 *
 * @param name name of the signal, update or query
 * @param arguments text of a JSON array
 * @param reason what the history gets to read
 * @param lastEventId where a reset goes back to
 * @param scheduledEventId the only activity that is to be tried again
 */
record OperationRequest(
        @Nullable String name,
        @Nullable String arguments,
        @Nullable String reason,
        @Nullable Integer lastEventId,
        @Nullable Integer scheduledEventId) {

    String requiredName() {
        return required("name", name);
    }

    String reasonOrEmpty() {
        return reason == null ? "" : reason;
    }

    ResetOptions resetOptions() {
        return ResetOptions.to(required("lastEventId", lastEventId)).withReason(reasonOrEmpty());
    }

    /** The arguments, among which may be null. */
    Object[] decodedArguments(PayloadConverter payloads) {
        if (arguments == null) {
            return new Object[0];
        }
        try {
            Object[] decoded = (Object[]) payloads.fromPayload(Payload.json(arguments), Object[].class);
            return decoded == null ? new Object[0] : decoded;
        } catch (PayloadException e) {
            throw new IllegalArgumentException(
                    "'arguments' is not the text of a JSON array, such as \"[\\\"2 New Street\\\", 7]\"", e);
        }
    }

    static <T> T required(String parameter, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("'" + parameter + "' is missing");
        }
        return value;
    }
}
