package dev.durable.sample.orders.api;

/**
 * An order was accepted.
 *
 * @param id its id
 */
record AcceptedResponse(String id) {}
