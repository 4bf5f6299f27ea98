/**
 * The REST API: requests, responses, and problem details for everything that goes wrong. Depends on order and fulfilment.
 */
@NullMarked
package dev.durable.sample.orders.api;

import org.jspecify.annotations.NullMarked;
