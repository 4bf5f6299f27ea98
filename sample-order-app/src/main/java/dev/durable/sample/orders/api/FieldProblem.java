package dev.durable.sample.orders.api;

/**
 * What is wrong with one field or parameter.
 *
 * @param field which one, such as items[0].quantity
 * @param message what is wrong
 */
record FieldProblem(String field, String message) {}
