package dev.durable.client;

/**
 * How many open runs are pinned to a version of the code, so that instances with that version are needed.
 *
 * @param codeVersion the version, as {@code durable.cluster.code-version} was when the runs began
 * @param workflowType their workflow type
 * @param openRuns how many they are
 */
public record CodeVersionUse(String codeVersion, String workflowType, long openRuns) {}
