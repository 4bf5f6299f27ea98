/**
 * What operators see and do through Actuator: the endpoint {@code durable}, health and info. Depends on the engine's public API, and on
 * Actuator, which is optional.
 */
@NullMarked
package dev.durable.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
