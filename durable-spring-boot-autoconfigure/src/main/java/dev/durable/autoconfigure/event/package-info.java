/**
 * Application events that start and signal workflows: the annotation, and what turns events into calls of the client. Depends on the
 * client, on discovery and on Spring.
 */
@NullMarked
package dev.durable.autoconfigure.event;

import org.jspecify.annotations.NullMarked;
