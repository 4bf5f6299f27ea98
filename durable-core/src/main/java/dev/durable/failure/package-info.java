/**
 * The failures that workflows and activities exchange, and the engine's own errors with their codes. Depends on nothing
 * else.
 */
@NullMarked
package dev.durable.failure;

import org.jspecify.annotations.NullMarked;
