package dev.durable.engine.client;

import dev.durable.client.ChangeVersions;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.search.ChangeVersionAttribute;
import dev.durable.store.DurableStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts the versions of changes that open runs go by, by the search attribute that tells them. */
final class OpenChangeVersions {

    private static final int PAGE_SIZE = 1_000;

    private final DurableStore store;
    private final WorkflowFilter openRuns;
    private final Map<String, Map<String, Map<Integer, Long>>> runsByTypeAndChange = new TreeMap<>();

    private OpenChangeVersions(WorkflowFilter openRuns, DurableStore store) {
        this.openRuns = openRuns;
        this.store = store;
    }

    static List<ChangeVersions> count(WorkflowFilter filter, DurableStore store) {
        OpenChangeVersions versions = new OpenChangeVersions(filter.withStatuses(openStatuses()), store);
        versions.countAll();
        return versions.result();
    }

    private void countAll() {
        WorkflowFilter withVersions =
                openRuns.with(ChangeVersionAttribute.KEY.exists()).withPageSize(PAGE_SIZE);
        String cursor = null;
        do {
            WorkflowPage page = store.list(withVersions.withCursor(cursor));
            page.workflows().forEach(this::count);
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private void count(WorkflowSummary run) {
        Map<String, Map<Integer, Long>> changes =
                runsByTypeAndChange.computeIfAbsent(run.workflowType(), type -> new TreeMap<>());
        ChangeVersionAttribute.versionsIn(run.searchAttributes())
                .forEach((changeId, version) ->
                        changes.computeIfAbsent(changeId, id -> new TreeMap<>()).merge(version, 1L, Long::sum));
    }

    private List<ChangeVersions> result() {
        return runsByTypeAndChange.entrySet().stream()
                .flatMap(type -> result(type.getKey(), type.getValue()))
                .toList();
    }

    private Stream<ChangeVersions> result(String workflowType, Map<String, Map<Integer, Long>> changes) {
        long open = store.count(openRuns.withWorkflowType(workflowType));
        return changes.entrySet().stream().map(change -> {
            long with = change.getValue().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            // runs that have closed in between have not been counted as open
            return new ChangeVersions(workflowType, change.getKey(), change.getValue(), Math.max(0, open - with));
        });
    }

    private static WorkflowStatus[] openStatuses() {
        return Arrays.stream(WorkflowStatus.values())
                .filter(status -> !status.isClosed())
                .toArray(WorkflowStatus[]::new);
    }
}
