/**
 * The workflow that fulfils an order, and the values it takes and reports. Depends on the activities only.
 */
@NullMarked
package dev.durable.sample.orders.fulfilment;

import org.jspecify.annotations.NullMarked;
