package dev.durable.jpa;

import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.search.SearchAttributes;
import dev.durable.store.NewRun;
import dev.durable.store.StoredRun;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code durable_run}. A closed run has neither owner nor wake-up time, so that it does not stand in the part of the index
 * that claims read.
 */
@Entity(name = "Run")
@Table(name = "run")
class RunRow {

    /** The value of {@link #openKey} while a run is open; null afterwards, which a unique index does not compare. */
    static final short OPEN = 1;

    @Id
    UUID runId;

    String workflowId;

    @Nullable
    Short openKey;

    String workflowType;

    String taskQueue;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    WorkflowStatus status;

    @Nullable
    UUID owner;

    @Nullable
    Instant wakeAt;

    /** Messages that are stored for the run. */
    int pending;

    /** Those among them that could not be applied, so that they make nobody look at the run. */
    int parked;

    Instant startedAt;

    @Nullable
    Instant closedAt;

    /** The run that started this one as a child. */
    @Nullable
    UUID parentRunId;

    /** The first run of the chain (continued as new, repeated, reset) if it is another. */
    @Nullable
    UUID firstRunId;

    /** Version of the code that alone may execute it. */
    @Nullable
    String codeVersion;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    RunRow() {}

    /** An open run. */
    RunRow(UUID runId, NewRun run, @Nullable UUID owner, WorkflowStatus status, int parked) {
        this.runId = runId;
        this.workflowId = run.workflowId();
        this.openKey = OPEN;
        this.workflowType = run.workflowType();
        this.taskQueue = run.taskQueue();
        this.status = status;
        this.owner = owner;
        this.wakeAt = Micros.ofNullable(run.wakeAt());
        this.pending = parked;
        this.parked = parked;
        this.startedAt = Micros.of(run.startedAt());
        this.parentRunId = run.parentRunId();
        this.firstRunId = run.firstRunId();
        this.codeVersion = run.codeVersion();
    }

    StoredRun toStoredRun() {
        return new StoredRun(
                runId,
                workflowId,
                workflowType,
                taskQueue,
                status,
                owner,
                wakeAt,
                pending,
                startedAt,
                closedAt,
                codeVersion);
    }

    WorkflowSummary toSummary(SearchAttributes searchAttributes) {
        return toStoredRun().toSummary(searchAttributes);
    }
}
