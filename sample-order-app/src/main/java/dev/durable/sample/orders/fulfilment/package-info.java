/**
 * The workflows that fulfil an order and ship its parcels, and the values they take and report. Depends on the activities only.
 */
@NullMarked
package dev.durable.sample.orders.fulfilment;

import org.jspecify.annotations.NullMarked;
