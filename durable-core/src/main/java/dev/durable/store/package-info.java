/**
 * The store SPI: what the engine needs from durable storage, in terms of turns, runs, messages and nodes. Stores implement
 * it; applications never call it.
 *
 * <p>{@link dev.durable.store.DurableStore} consists of parts: {@link dev.durable.store.TurnStore} writes what runs have done,
 * {@link dev.durable.store.RunReader} reads it, {@link dev.durable.store.OwnershipStore} says which node may advance which run,
 * {@link dev.durable.store.ActivityTaskStore} has the attempts that others make than the owner, and there are one each for schedules, rejected
 * updates, retention and the workload. {@link dev.durable.store.ComposedStore} makes a store of them.
 */
@NullMarked
package dev.durable.store;

import org.jspecify.annotations.NullMarked;
