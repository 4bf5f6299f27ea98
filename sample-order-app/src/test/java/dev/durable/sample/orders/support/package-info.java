/**
 * What the tests share: databases, the API's client, stand-ins.
 */
@NullMarked
package dev.durable.sample.orders.support;

import org.jspecify.annotations.NullMarked;
