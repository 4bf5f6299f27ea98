/**
 * Observations of starts, messages, attempts of activities and runs, by Micrometer's Observation API. Depends on the engine's public API, and on
 * Micrometer, which is optional.
 */
@NullMarked
package dev.durable.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
