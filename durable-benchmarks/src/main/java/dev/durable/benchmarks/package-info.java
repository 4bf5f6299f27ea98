/**
 * Programs that measure the engine on a real database, and the bare database beside it. They use the engine as an application without
 * Spring would.
 */
@NullMarked
package dev.durable.benchmarks;

import org.jspecify.annotations.NullMarked;
