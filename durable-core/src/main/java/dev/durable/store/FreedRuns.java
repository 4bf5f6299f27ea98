package dev.durable.store;

/**
 * What has become of runs whose owners are gone.
 *
 * @param count how many were freed
 * @param left whether there are more, beyond the limit or because others have locked them just now
 */
public record FreedRuns(int count, boolean left) {}
