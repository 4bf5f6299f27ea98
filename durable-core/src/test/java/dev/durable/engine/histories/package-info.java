/**
 * Workflows whose histories were recorded once, under {@code src/test/resources/histories}, and are replayed for ever. Neither the
 * code here nor what was recorded ever changes: where they do not fit any more, the engine would break the runs of its users.
 */
package dev.durable.engine.histories;
