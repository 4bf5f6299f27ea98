/**
 * Handing parcels to the carrier. Depends on faults and on the items of stock.
 */
@NullMarked
package dev.durable.sample.orders.shipping;

import org.jspecify.annotations.NullMarked;
