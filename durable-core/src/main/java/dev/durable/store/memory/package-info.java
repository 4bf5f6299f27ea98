/**
 * A store in memory, for tests and simulation. It keeps to the contract of {@link dev.durable.store}, which is all it depends
 * on, and encodes events and failures as the other stores do.
 */
@NullMarked
package dev.durable.store.memory;

import org.jspecify.annotations.NullMarked;
