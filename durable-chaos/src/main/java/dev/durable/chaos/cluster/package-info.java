/**
 * The processes and what befalls them: nodes, the database, faults.
 */
@NullMarked
package dev.durable.chaos.cluster;

import org.jspecify.annotations.NullMarked;
