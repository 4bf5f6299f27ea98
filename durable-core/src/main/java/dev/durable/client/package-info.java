/**
 * What code outside of workflows uses: start, signal, query, await, list. May depend on history, failures and payloads,
 * never on the engine.
 */
@NullMarked
package dev.durable.client;

import org.jspecify.annotations.NullMarked;
