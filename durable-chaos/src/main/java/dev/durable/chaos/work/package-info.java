/**
 * What the nodes are given to do: workflows and activities of all kinds, and the ledger in which activities note what they did. Knows
 * neither faults nor processes.
 */
@NullMarked
package dev.durable.chaos.work;

import org.jspecify.annotations.NullMarked;
