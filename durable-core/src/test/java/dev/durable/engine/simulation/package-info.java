/**
 * Deterministic simulation: a whole cluster in one thread, with virtual time. A seed decides which task runs next, how long everything
 * takes, and which faults strike, so that a failure is repeated by its seed.
 */
package dev.durable.engine.simulation;
