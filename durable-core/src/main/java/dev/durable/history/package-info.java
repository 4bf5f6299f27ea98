/**
 * The event history of a run as immutable, sealed records. Depends on activity options, failures and payloads only.
 */
@NullMarked
package dev.durable.history;

import org.jspecify.annotations.NullMarked;
