/**
 * Handing parcels to the carrier. Depends on faults.
 */
@NullMarked
package dev.durable.sample.orders.shipping;

import org.jspecify.annotations.NullMarked;
