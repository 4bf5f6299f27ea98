/**
 * The application that runs on each node: an ordinary one on the starter, with the work as its workflows and a small HTTP interface.
 */
@NullMarked
package dev.durable.chaos.node;

import org.jspecify.annotations.NullMarked;
