/**
 * Workflows whose histories were recorded once, under {@code src/test/resources/histories}, and are replayed for ever. Neither the
 * code here nor what was recorded ever changes: where they do not fit any more, the engine would break the runs of its users.
 *
 * <p>To add one: put the workflow class into this package and into the list of {@code RecordedHistoriesTests}, have an engine with the
 * in-memory store and a {@code ManualTime}, which begins in 2030, execute it, and put what {@code exportHistory()} gives into a file,
 * without its stack traces. Name the file in the list of docs/features.md. Files with events alone are those of a run with the id of
 * {@code ReplayFixture}.
 */
package dev.durable.engine.histories;
