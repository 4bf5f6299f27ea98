package dev.durable.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a node can execute.
 *
 * @param taskQueues queues that it hosts
 * @param workflowTypes types that it has code for
 * @param codeVersion version of that code; runs that are pinned to another are not for it. Null if it has none
 * @param pinnedTypes those of the types whose runs are pinned to the version when they are claimed for the first time; none if there is no
 *     version
 */
public record HostedWork(
        Set<String> taskQueues,
        Set<String> workflowTypes,
        @Nullable String codeVersion,
        Set<String> pinnedTypes) {

    /** Copies the sets. */
    public HostedWork {
        taskQueues = Set.copyOf(taskQueues);
        workflowTypes = Set.copyOf(workflowTypes);
        pinnedTypes = codeVersion == null ? Set.of() : Set.copyOf(pinnedTypes);
    }

    /** Work that is not pinned. */
    public HostedWork(Set<String> taskQueues, Set<String> workflowTypes) {
        this(taskQueues, workflowTypes, null, Set.of());
    }

    /** Whether there can be any. */
    public boolean isEmpty() {
        return taskQueues.isEmpty() || workflowTypes.isEmpty();
    }

    /** The version that a run of the type is pinned to when it begins here, or null if it is not. */
    public @Nullable String pinOf(String workflowType) {
        return pinnedTypes.contains(workflowType) ? codeVersion : null;
    }
}
