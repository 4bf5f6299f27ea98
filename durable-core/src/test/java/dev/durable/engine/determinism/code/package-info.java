/** Workflows of which the determinism check is to think something. None of them is ever executed. */
package dev.durable.engine.determinism.code;
