package dev.durable.workflow;

/**
 * The update that a handler is carrying out.
 *
 * @param updateId its identity, unique within the run
 * @param updateName name of the update
 */
public record UpdateInfo(String updateId, String updateName) {}
