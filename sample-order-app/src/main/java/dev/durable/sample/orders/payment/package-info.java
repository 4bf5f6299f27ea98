/**
 * Charging and refunding cards. Depends on faults.
 */
@NullMarked
package dev.durable.sample.orders.payment;

import org.jspecify.annotations.NullMarked;
