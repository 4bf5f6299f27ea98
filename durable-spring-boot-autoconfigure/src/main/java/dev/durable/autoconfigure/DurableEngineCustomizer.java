package dev.durable.autoconfigure;

import dev.durable.engine.DurableEngineBuilder;

/**
 * Adjusts the engine before it is built, after all properties and everything discovered have been applied. Beans of this type
 * are called in their order.
 */
@FunctionalInterface
public interface DurableEngineCustomizer {

    /** Adjusts the builder. */
    void customize(DurableEngineBuilder builder);
}
