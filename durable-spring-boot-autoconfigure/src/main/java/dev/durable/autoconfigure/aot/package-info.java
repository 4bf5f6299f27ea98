/**
 * What is done when an application is processed ahead of time: workflows are found then, and hints for native images written. Depends on
 * discovery and on Spring.
 */
@NullMarked
package dev.durable.autoconfigure.aot;

import org.jspecify.annotations.NullMarked;
