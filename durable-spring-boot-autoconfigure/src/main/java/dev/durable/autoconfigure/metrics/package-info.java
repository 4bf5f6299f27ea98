/**
 * Micrometer meters of the engine. Depends on the engine's public API, and on Micrometer, which is optional.
 */
@NullMarked
package dev.durable.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
