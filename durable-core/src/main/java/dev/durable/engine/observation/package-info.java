/**
 * Who learns what an engine does, for metrics and traces. Depends on the API only.
 */
@NullMarked
package dev.durable.engine.observation;

import org.jspecify.annotations.NullMarked;
