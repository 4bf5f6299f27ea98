package dev.durable.client;

import dev.durable.search.SearchCondition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list. All conditions must hold; a null or empty one always does. Immutable; each {@code with…} method returns
 * a copy.
 *
 * @param workflowType name of the workflow type, or null
 * @param statuses statuses of interest; empty for all
 * @param workflowIdPrefix beginning of the workflow id, or null
 * @param startedFrom earliest start, inclusive, or null
 * @param startedBefore latest start, exclusive, or null
 * @param closedFrom earliest end, inclusive, or null; open runs do not fit
 * @param closedBefore latest end, exclusive, or null; open runs do not fit
 * @param searchConditions conditions on search attributes
 * @param pageSize runs a page, 1 to 1000
 * @param cursor {@link WorkflowPage#nextCursor()} of the page before, or null for the first page
 */
public record WorkflowFilter(
        @Nullable String workflowType,
        Set<WorkflowStatus> statuses,
        @Nullable String workflowIdPrefix,
        @Nullable Instant startedFrom,
        @Nullable Instant startedBefore,
        @Nullable Instant closedFrom,
        @Nullable Instant closedBefore,
        List<SearchCondition> searchConditions,
        int pageSize,
        @Nullable String cursor) {

    /** All runs, 100 a page. */
    public static final WorkflowFilter ALL =
            new WorkflowFilter(null, Set.of(), null, null, null, null, null, List.of(), 100, null);

    /** Checks the page size and copies the collections. */
    public WorkflowFilter {
        if (pageSize < 1 || pageSize > 1000) {
            throw new IllegalArgumentException("The page size must be 1 to 1000 but is " + pageSize);
        }
        statuses = Set.copyOf(statuses);
        searchConditions = List.copyOf(searchConditions);
    }

    /** Only runs of the type. */
    public WorkflowFilter withWorkflowType(String type) {
        return new WorkflowFilter(
                type,
                statuses,
                workflowIdPrefix,
                startedFrom,
                startedBefore,
                closedFrom,
                closedBefore,
                searchConditions,
                pageSize,
                cursor);
    }

    /** Only runs in one of the statuses. */
    public WorkflowFilter withStatuses(WorkflowStatus... wanted) {
        return new WorkflowFilter(
                workflowType,
                Set.of(wanted),
                workflowIdPrefix,
                startedFrom,
                startedBefore,
                closedFrom,
                closedBefore,
                searchConditions,
                pageSize,
                cursor);
    }

    /** Only runs whose workflow id begins so. */
    public WorkflowFilter withWorkflowIdPrefix(String prefix) {
        return new WorkflowFilter(
                workflowType,
                statuses,
                prefix,
                startedFrom,
                startedBefore,
                closedFrom,
                closedBefore,
                searchConditions,
                pageSize,
                cursor);
    }

    /** Only runs that began in the interval; either end may be null. */
    public WorkflowFilter withStarted(@Nullable Instant from, @Nullable Instant before) {
        return new WorkflowFilter(
                workflowType,
                statuses,
                workflowIdPrefix,
                from,
                before,
                closedFrom,
                closedBefore,
                searchConditions,
                pageSize,
                cursor);
    }

    /** Only runs that ended in the interval; either end may be null. */
    public WorkflowFilter withClosed(@Nullable Instant from, @Nullable Instant before) {
        return new WorkflowFilter(
                workflowType,
                statuses,
                workflowIdPrefix,
                startedFrom,
                startedBefore,
                from,
                before,
                searchConditions,
                pageSize,
                cursor);
    }

    /** Only runs for which these conditions hold, too. */
    public WorkflowFilter with(SearchCondition... more) {
        return new WorkflowFilter(
                workflowType,
                statuses,
                workflowIdPrefix,
                startedFrom,
                startedBefore,
                closedFrom,
                closedBefore,
                Stream.concat(searchConditions.stream(), Stream.of(more)).toList(),
                pageSize,
                cursor);
    }

    /** Another page size. */
    public WorkflowFilter withPageSize(int size) {
        return new WorkflowFilter(
                workflowType,
                statuses,
                workflowIdPrefix,
                startedFrom,
                startedBefore,
                closedFrom,
                closedBefore,
                searchConditions,
                size,
                cursor);
    }

    /** The page that follows the one with this {@link WorkflowPage#nextCursor()}. */
    public WorkflowFilter withCursor(@Nullable String next) {
        return new WorkflowFilter(
                workflowType,
                statuses,
                workflowIdPrefix,
                startedFrom,
                startedBefore,
                closedFrom,
                closedBefore,
                searchConditions,
                pageSize,
                next);
    }
}
