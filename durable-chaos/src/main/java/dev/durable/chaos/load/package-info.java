/**
 * Callers who do not give up: they start workflows and send messages, and note what was acknowledged.
 */
@NullMarked
package dev.durable.chaos.load;

import org.jspecify.annotations.NullMarked;
