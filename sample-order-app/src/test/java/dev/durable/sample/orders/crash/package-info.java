/**
 * Real processes that are killed while they work.
 */
@NullMarked
package dev.durable.sample.orders.crash;

import org.jspecify.annotations.NullMarked;
