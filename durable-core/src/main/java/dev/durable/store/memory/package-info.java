/**
 * A store in memory, for tests and simulation. It keeps to the contract of {@link dev.durable.store}, which is all it depends
 * on, and encodes events and failures as the other stores do.
 *
 * <p>Each part of the SPI is implemented by a class that takes the lock of {@code MemoryDatabase} and has the others, which are
 * guarded by it, read and change the tables.
 */
@NullMarked
package dev.durable.store.memory;

import org.jspecify.annotations.NullMarked;
