/**
 * Who learns what an engine does, for metrics. Depends on names of events and errors only.
 */
@NullMarked
package dev.durable.engine.observation;

import org.jspecify.annotations.NullMarked;
