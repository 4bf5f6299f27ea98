/**
 * Orders as customers placed them, and their placement: row and workflow in one transaction. Depends on fulfilment.
 */
@NullMarked
package dev.durable.sample.orders.order;

import org.jspecify.annotations.NullMarked;
