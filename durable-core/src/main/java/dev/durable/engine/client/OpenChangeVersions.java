package dev.durable.engine.client;

import dev.durable.client.ChangeVersions;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.history.RunFacts;
import dev.durable.store.DurableStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the versions of changes that open runs go by. */
final class OpenChangeVersions {

    private static final int PAGE_SIZE = 500;

    private final DurableStore store;
    private final Map<String, Type> types = new TreeMap<>();

    private OpenChangeVersions(DurableStore store) {
        this.store = store;
    }

    static List<ChangeVersions> count(WorkflowFilter filter, DurableStore store) {
        OpenChangeVersions versions = new OpenChangeVersions(store);
        versions.countAll(filter.withStatuses(openStatuses()).withPageSize(PAGE_SIZE));
        return versions.result();
    }

    private void countAll(WorkflowFilter filter) {
        String cursor = null;
        do {
            WorkflowPage page = store.list(filter.withCursor(cursor));
            page.workflows().forEach(this::count);
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private void count(WorkflowSummary run) {
        Type type = types.computeIfAbsent(run.workflowType(), name -> new Type());
        type.runs++;
        RunFacts.of(store.history(run.runId(), 0))
                .changeVersions()
                .forEach((changeId, version) -> type.changes
                        .computeIfAbsent(changeId, id -> new TreeMap<>())
                        .merge(version, 1L, Long::sum));
    }

    private List<ChangeVersions> result() {
        return types.entrySet().stream()
                .flatMap(type -> type.getValue().changes.entrySet().stream()
                        .map(change ->
                                changeVersions(type.getKey(), type.getValue(), change.getKey(), change.getValue())))
                .toList();
    }

    private static ChangeVersions changeVersions(
            String workflowType, Type type, String changeId, Map<Integer, Long> runs) {
        long with = runs.values().stream().mapToLong(Long::longValue).sum();
        return new ChangeVersions(workflowType, changeId, runs, type.runs - with);
    }

    private static WorkflowStatus[] openStatuses() {
        return Arrays.stream(WorkflowStatus.values())
                .filter(status -> !status.isClosed())
                .toArray(WorkflowStatus[]::new);
    }

    private static final class Type {

        private final Map<String, Map<Integer, Long>> changes = new TreeMap<>();
        private long runs;
    }
}
