/**
 * What all activities share: injected faults, and effects that happen once. Depends on the engine's API only.
 */
@NullMarked
package dev.durable.sample.orders.faults;

import org.jspecify.annotations.NullMarked;
