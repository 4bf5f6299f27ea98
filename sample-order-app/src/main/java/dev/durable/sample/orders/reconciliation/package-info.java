/**
 * Comparing payments with orders, every night. Reads the tables of both, and depends on no other package.
 */
@NullMarked
package dev.durable.sample.orders.reconciliation;

import org.jspecify.annotations.NullMarked;
