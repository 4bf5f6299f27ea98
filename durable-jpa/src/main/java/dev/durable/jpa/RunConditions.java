package dev.durable.jpa;

import dev.durable.client.WorkflowFilter;
import dev.durable.search.SearchCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** The conditions of a filter on a run {@code r}, in HQL. */
final class RunConditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private RunConditions() {}

    static RunConditions of(WorkflowFilter filter) {
        RunConditions all = new RunConditions();
        if (filter.workflowType() != null) {
            all.add("r.workflowType = :type", "type", filter.workflowType());
        }
        if (!filter.statuses().isEmpty()) {
            all.add("r.status in :statuses", "statuses", filter.statuses());
        }
        all.addPrefix("r.workflowId", "workflowId", filter.workflowIdPrefix());
        all.addStarted(filter.startedFrom(), filter.startedBefore());
        all.addRange("r.closedAt", "closed", filter.closedFrom(), filter.closedBefore());
        filter.searchConditions().forEach(all::addSearch);
        return all;
    }

    void add(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
    }

    String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    <R> SelectionQuery<R> bind(SelectionQuery<R> query) {
        parameters.forEach(query::setParameter);
        return query;
    }

    private void addPrefix(String field, String parameter, @Nullable String prefix) {
        if (prefix == null || prefix.isEmpty()) {
            return;
        }
        addRange(field, parameter, prefix, TextPrefix.end(prefix));
    }

    private void addStarted(@Nullable Instant from, @Nullable Instant before) {
        addRange("r.startedAt", "started", from, before);
        addRange(
                "r.runId",
                "run",
                from == null ? null : StartTimes.runIdsFrom(from),
                before == null ? null : StartTimes.runIdsBefore(before));
    }

    private void addRange(String field, String parameter, @Nullable Object from, @Nullable Object before) {
        if (from != null) {
            add(field + " >= :" + parameter + "From", parameter + "From", from);
        }
        if (before != null) {
            add(field + " < :" + parameter + "Before", parameter + "Before", before);
        }
    }

    private void addSearch(SearchCondition condition) {
        int number = conditions.size();
        String alias = "a" + number;
        String value = alias + "." + SearchAttributeRow.fieldOf(condition.type());
        RunConditions inner = new RunConditions();
        inner.add(alias + ".key.name = :name" + number, "name" + number, condition.name());
        inner.add(alias + ".type = :type" + number, "type" + number, condition.type());
        if (condition instanceof SearchCondition.OneOf oneOf) {
            inner.add(value + " in :values" + number, "values" + number, oneOf.values());
        } else if (condition instanceof SearchCondition.InRange range) {
            inner.addRange(value, "value" + number, range.from(), range.before());
        } else if (condition instanceof SearchCondition.StartsWith startsWith) {
            inner.conditions.add(value + " is not null");
            inner.addPrefix(value, "value" + number, startsWith.prefix());
        }
        conditions.add(
                "r.runId in (select " + alias + ".key.runId from SearchAttribute " + alias + inner.where() + ")");
        parameters.putAll(inner.parameters);
    }
}
