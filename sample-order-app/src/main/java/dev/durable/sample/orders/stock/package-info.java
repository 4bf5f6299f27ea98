/**
 * What is in stock, and what of it is reserved for an order. Depends on faults.
 */
@NullMarked
package dev.durable.sample.orders.stock;

import org.jspecify.annotations.NullMarked;
