/**
 * The reference application: order fulfilment as a durable workflow. One package per part of the business; {@code api} is the way in.
 */
@NullMarked
package dev.durable.sample.orders;

import org.jspecify.annotations.NullMarked;
