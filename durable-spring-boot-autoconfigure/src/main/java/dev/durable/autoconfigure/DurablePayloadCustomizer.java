package dev.durable.autoconfigure;

import tools.jackson.databind.json.JsonMapper;

/**
 * Adds to the mapper that encodes arguments and results of workflows and activities, a mapper of the engine's own: the
 * application's mapper and {@code spring.jackson.*} do not touch it. Beans of this type are called in their order.
 *
 * <p>Register modules or mix-ins for types that JSON does not carry by itself. Whatever is changed here must stay as long as there
 * are histories that were written with it.
 */
@FunctionalInterface
public interface DurablePayloadCustomizer {

    /** Adjusts the builder, which has the engine's fixed settings already. */
    void customize(JsonMapper.Builder builder);
}
