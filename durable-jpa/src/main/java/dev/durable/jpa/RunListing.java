package dev.durable.jpa;

import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowSummary;
import dev.durable.store.RunCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** Lists runs, newest first, page after page by the run id with which the page before ended. */
final class RunListing {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final int pageSize;

    private RunListing(WorkflowFilter filter) {
        this.pageSize = filter.pageSize();
        if (filter.cursor() != null) {
            where("r.runId < :last", "last", RunCursor.lastRunOf(filter.cursor()));
        }
        if (filter.workflowType() != null) {
            where("r.workflowType = :type", "type", filter.workflowType());
        }
        if (!filter.statuses().isEmpty()) {
            where("r.status in :statuses", "statuses", filter.statuses());
        }
        whereWorkflowId(filter.workflowIdPrefix());
        whereStarted(filter.startedFrom(), filter.startedBefore());
    }

    static WorkflowPage list(StatelessSession session, WorkflowFilter filter) {
        return new RunListing(filter).page(session);
    }

    private void whereWorkflowId(@Nullable String prefix) {
        if (prefix == null || prefix.isEmpty()) {
            return;
        }
        where("r.workflowId >= :prefix", "prefix", prefix);
        String end = WorkflowIdPrefix.end(prefix);
        if (end != null) {
            where("r.workflowId < :prefixEnd", "prefixEnd", end);
        }
    }

    private void whereStarted(@Nullable Instant from, @Nullable Instant before) {
        if (from != null) {
            where("r.startedAt >= :from", "from", from);
            where("r.runId >= :firstRun", "firstRun", StartTimes.runIdsFrom(from));
        }
        if (before != null) {
            where("r.startedAt < :before", "before", before);
            where("r.runId < :endRun", "endRun", StartTimes.runIdsBefore(before));
        }
    }

    private void where(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    private WorkflowPage page(StatelessSession session) {
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        SelectionQuery<RunRow> query =
                session.createSelectionQuery("from Run r" + where + " order by r.runId desc", RunRow.class);
        parameters.forEach(query::setParameter);
        List<WorkflowSummary> found = query.setMaxResults(pageSize + 1).getResultList().stream()
                .map(RunRow::toSummary)
                .toList();
        if (found.size() <= pageSize) {
            return new WorkflowPage(found, null);
        }
        List<WorkflowSummary> page = found.subList(0, pageSize);
        return new WorkflowPage(page, RunCursor.after(page.get(pageSize - 1).runId()));
    }
}
