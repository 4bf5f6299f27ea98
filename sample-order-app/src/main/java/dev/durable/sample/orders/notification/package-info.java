/**
 * Telling customers how their order stands. Depends on faults.
 */
@NullMarked
package dev.durable.sample.orders.notification;

import org.jspecify.annotations.NullMarked;
