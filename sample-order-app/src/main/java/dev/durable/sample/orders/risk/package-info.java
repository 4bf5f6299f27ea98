/**
 * Looking at orders before money is taken. Depends on faults.
 */
@NullMarked
package dev.durable.sample.orders.risk;

import org.jspecify.annotations.NullMarked;
