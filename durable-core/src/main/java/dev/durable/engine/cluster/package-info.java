/**
 * This node among others: its lease, its claims, takeover from dead nodes, attempts that spill over to others, runs that leave because they are idle,
 * and deletion of old ones. Depends on run, activity, the store SPI and time.
 */
@NullMarked
package dev.durable.engine.cluster;

import org.jspecify.annotations.NullMarked;
