/**
 * Threads that go on themselves with what follows from their work. Depends on nothing.
 */
@NullMarked
package dev.durable.engine.relay;

import org.jspecify.annotations.NullMarked;
