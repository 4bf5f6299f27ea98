/**
 * This node among others: its lease, its claims, takeover of runs of dead nodes. Depends on run, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.cluster;

import org.jspecify.annotations.NullMarked;
