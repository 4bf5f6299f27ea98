package dev.durable.jpa;

import dev.durable.client.CodeVersionUse;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowSummary;
import dev.durable.search.SearchAttributes;
import dev.durable.store.RunCursor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/** Lists runs, newest first, page after page by the run id with which the page before ended. */
final class RunListing {

    private static final String SEARCH_ATTRIBUTES =
            "from SearchAttribute a where a.key.runId in :runs order by a.key.runId, a.key.name, a.key.position";

    private static final String CODE_VERSIONS = "select r.codeVersion, r.workflowType, count(*) from Run r"
            + " where r.openKey is not null and r.codeVersion is not null"
            + " group by r.codeVersion, r.workflowType order by r.codeVersion, r.workflowType";

    private RunListing() {}

    static WorkflowPage list(StatelessSession session, WorkflowFilter filter) {
        int pageSize = filter.pageSize();
        RunConditions conditions = RunConditions.of(filter);
        if (filter.cursor() != null) {
            conditions.add("r.runId < :last", "last", RunCursor.lastRunOf(filter.cursor()));
        }
        String query = "from Run r" + conditions.where() + " order by r.runId desc";
        List<RunRow> found = conditions
                .bind(session.createSelectionQuery(query, RunRow.class))
                .setMaxResults(pageSize + 1)
                .getResultList();
        if (found.size() <= pageSize) {
            return new WorkflowPage(summaries(session, found), null);
        }
        List<RunRow> page = found.subList(0, pageSize);
        return new WorkflowPage(summaries(session, page), RunCursor.after(page.get(pageSize - 1).runId));
    }

    static long count(StatelessSession session, WorkflowFilter filter) {
        RunConditions conditions = RunConditions.of(filter);
        return conditions
                .bind(session.createSelectionQuery("select count(*) from Run r" + conditions.where(), Long.class))
                .getSingleResult();
    }

    static List<CodeVersionUse> codeVersions(StatelessSession session) {
        return session.createSelectionQuery(CODE_VERSIONS, CodeVersionUse.class).getResultList();
    }

    static SearchAttributes searchAttributes(StatelessSession session, UUID runId) {
        return searchAttributes(session, List.of(runId)).getOrDefault(runId, SearchAttributes.EMPTY);
    }

    private static List<WorkflowSummary> summaries(StatelessSession session, List<RunRow> runs) {
        Map<UUID, SearchAttributes> attributes =
                searchAttributes(session, runs.stream().map(run -> run.runId).toList());
        return runs.stream()
                .map(run -> run.toSummary(attributes.getOrDefault(run.runId, SearchAttributes.EMPTY)))
                .toList();
    }

    private static Map<UUID, SearchAttributes> searchAttributes(StatelessSession session, Collection<UUID> runs) {
        if (runs.isEmpty()) {
            return Map.of();
        }
        return session
                .createSelectionQuery(SEARCH_ATTRIBUTES, SearchAttributeRow.class)
                .setParameter("runs", runs)
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.key.runId(),
                        Collectors.collectingAndThen(
                                Collectors.toList(), rows -> new SearchAttributes(SearchAttributeRow.values(rows)))));
    }
}
