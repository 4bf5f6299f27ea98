/**
 * What workflow code sees: the {@link dev.durable.workflow.WorkflowContext} and the values it hands out. May depend on the
 * activity, failure, payload and search vocabulary, never on the engine.
 */
@NullMarked
package dev.durable.workflow;

import org.jspecify.annotations.NullMarked;
