package dev.durable.client;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many open runs of a workflow type go by which version of a change.
 *
 * @param workflowType name of the workflow type
 * @param changeId the change, as given to {@code WorkflowContext.version}
 * @param runs number of open runs by version, the oldest version first
 * @param runsWithout number of open runs that have recorded no version of it: they are older than the change and go by {@code
 *     WorkflowContext.DEFAULT_VERSION}, or have not come to it yet
 */
public record ChangeVersions(String workflowType, String changeId, Map<Integer, Long> runs, long runsWithout) {

    /** Copies and sorts the map. */
    public ChangeVersions {
        runs = Collections.unmodifiableMap(new TreeMap<>(runs));
    }

    /** Whether no open run needs code for versions before the given one. */
    public boolean nobodyNeedsBefore(int version) {
        return runsWithout == 0 && runs.keySet().stream().allMatch(used -> used >= version);
    }
}
