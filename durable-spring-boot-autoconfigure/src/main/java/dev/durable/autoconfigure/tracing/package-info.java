/**
 * Takes traces of Micrometer Tracing along. Depends on {@code dev.durable.context}, on observations and on Micrometer Tracing, which may be absent: nobody else refers to it.
 */
@NullMarked
package dev.durable.autoconfigure.tracing;

import org.jspecify.annotations.NullMarked;
