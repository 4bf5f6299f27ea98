package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;

/**
 * The statements that write turns to PostgreSQL. None but the deletes looks for rows by a plan: inserts have nothing to look for,
 * and updates are inserts that find their row in the primary key, because it is there already. So their plans can be kept for
 * ever, whatever the size of a table was when they were made.
 *
 * @param insertRuns inserts open runs
 * @param updateRuns updates runs, as {@link RunUpdate} says; it returns a row for each that was updated, and fails with a
 *     {@linkplain #DIVISION_BY_ZERO division by zero} if there is no such run at all
 */
record PostgresSql(
        PostgresStatement<RunRow> insertRuns,
        PostgresStatement<RunUpdate> updateRuns,
        PostgresStatement<EventRow> insertEvents,
        PostgresStatement<MessageRow> insertMessages,
        PostgresStatement<MessageRow.Key> deleteMessages,
        PostgresStatement<ActivityTaskRow> upsertActivityTasks,
        PostgresStatement<ActivityTaskRow.Key> deleteActivityTasks,
        PostgresStatement<FailedAttemptRow> insertFailedAttempts,
        PostgresStatement<FailedAttemptRow.Key> deleteFailedAttempts) {

    /** SQLState of an update whose run does not exist. */
    static final String DIVISION_BY_ZERO = "22012";

    private static final int FEW_RUNS = 1;
    private static final int FEW_ROWS = 8;

    private static final PostgresRows<RunRow> RUNS = PostgresRows.<RunRow>ofFew(FEW_RUNS)
            .uuid("run_id", run -> run.runId)
            .text("workflow_id", run -> run.workflowId)
            .text("workflow_type", run -> run.workflowType)
            .text("task_queue", run -> run.taskQueue)
            .text("status", run -> run.status.name())
            .uuid("owner", run -> run.owner)
            .time("wake_at", run -> run.wakeAt)
            .integer("pending", run -> run.pending)
            .integer("parked", run -> run.parked)
            .time("started_at", run -> run.startedAt);

    private static final PostgresRows<RunUpdate> RUN_UPDATES = PostgresRows.<RunUpdate>ofFew(FEW_RUNS)
            .uuid("run_id", RunUpdate::runId)
            .uuid("owner", RunUpdate::owner)
            .integer("pending", RunUpdate::pendingDelta)
            .integer("parked", RunUpdate::parkedDelta)
            .text("status", RunUpdate::closedStatus)
            .time("closed_at", RunUpdate::closedAt);

    private static final PostgresRows<EventRow> EVENTS = PostgresRows.<EventRow>ofFew(FEW_ROWS)
            .uuid("run_id", event -> event.key.runId())
            .integer("event_id", event -> event.key.eventId())
            .text("event_type", event -> event.eventType)
            .time("event_time", event -> event.eventTime)
            .text("attributes", event -> event.attributes);

    private static final PostgresRows<MessageRow> MESSAGES = PostgresRows.<MessageRow>ofFew(FEW_ROWS)
            .uuid("run_id", message -> message.key.runId())
            .uuid("message_id", message -> message.key.messageId())
            .bool("parked", message -> message.parked)
            .text("event_type", message -> message.eventType)
            .time("event_time", message -> message.eventTime)
            .text("attributes", message -> message.attributes);

    private static final PostgresRows<MessageRow.Key> MESSAGE_KEYS = PostgresRows.<MessageRow.Key>ofFew(FEW_ROWS)
            .uuid("run_id", MessageRow.Key::runId)
            .uuid("message_id", MessageRow.Key::messageId);

    private static final PostgresRows<ActivityTaskRow> ACTIVITY_TASKS = PostgresRows.<ActivityTaskRow>ofFew(FEW_ROWS)
            .uuid("run_id", task -> task.key.runId())
            .integer("scheduled_event_id", task -> task.key.scheduledEventId())
            .integer("attempt", task -> task.attempt)
            .text("stage", task -> task.stage.name())
            .time("stage_at", task -> task.stageAt)
            .text("last_failure", task -> task.lastFailure)
            .text("heartbeat", task -> task.heartbeat)
            .text("heartbeat_metadata", task -> task.heartbeatMetadata)
            .time("heartbeat_at", task -> task.heartbeatAt)
            .text("task_queue", task -> task.taskQueue)
            .text("activity_type", task -> task.activityType)
            .integer("priority", task -> task.priority == null ? null : task.priority.intValue())
            .time("available_at", task -> task.availableAt)
            .bool("cancel_requested", task -> task.cancelRequested);

    private static final PostgresRows<ActivityTaskRow.Key> ACTIVITY_TASK_KEYS = PostgresRows.<ActivityTaskRow.Key>ofFew(
                    FEW_ROWS)
            .uuid("run_id", ActivityTaskRow.Key::runId)
            .integer("scheduled_event_id", ActivityTaskRow.Key::scheduledEventId);

    private static final PostgresRows<FailedAttemptRow> FAILED_ATTEMPTS = PostgresRows.<FailedAttemptRow>ofFew(FEW_ROWS)
            .uuid("run_id", attempt -> attempt.key.runId())
            .integer("scheduled_event_id", attempt -> attempt.key.scheduledEventId())
            .integer("attempt", attempt -> attempt.key.attempt())
            .time("failed_at", attempt -> attempt.failedAt)
            .time("next_attempt_at", attempt -> attempt.nextAttemptAt)
            .time("failing_since", attempt -> attempt.failingSince)
            .text("failure", attempt -> attempt.failure);

    private static final PostgresRows<FailedAttemptRow.Key> FAILED_ATTEMPT_KEYS =
            PostgresRows.<FailedAttemptRow.Key>ofFew(FEW_ROWS)
                    .uuid("run_id", FailedAttemptRow.Key::runId)
                    .integer("scheduled_event_id", FailedAttemptRow.Key::scheduledEventId)
                    .integer("attempt", FailedAttemptRow.Key::attempt);

    static PostgresSql of(TableNames names) {
        return new PostgresSql(
                insertRuns(names.qualified("run")),
                updateRuns(names.qualified("run")),
                insert(names.qualified("event"), EVENTS, ""),
                insert(names.qualified("message"), MESSAGES, ""),
                delete(names.qualified("message"), MESSAGE_KEYS, """
                         where t.run_id = input.run_id and t.message_id = input.message_id
                        returning t.run_id, t.parked"""),
                insert(names.qualified("activity_task"), ACTIVITY_TASKS, """
                         on conflict (run_id, scheduled_event_id) do update set
                            attempt = excluded.attempt,
                            stage = excluded.stage,
                            stage_at = excluded.stage_at,
                            last_failure = excluded.last_failure,
                            heartbeat = excluded.heartbeat,
                            heartbeat_metadata = excluded.heartbeat_metadata,
                            heartbeat_at = excluded.heartbeat_at,
                            task_queue = excluded.task_queue,
                            activity_type = excluded.activity_type,
                            priority = excluded.priority,
                            available_at = excluded.available_at,
                            claimant = null,
                            cancel_requested = false"""),
                delete(
                        names.qualified("activity_task"),
                        ACTIVITY_TASK_KEYS,
                        " where t.run_id = input.run_id and t.scheduled_event_id = input.scheduled_event_id"),
                insert(names.qualified("failed_attempt"), FAILED_ATTEMPTS, " on conflict do nothing"),
                delete(names.qualified("failed_attempt"), FAILED_ATTEMPT_KEYS, """
                         where t.run_id = input.run_id and t.scheduled_event_id = input.scheduled_event_id
                            and t.attempt <= input.attempt"""));
    }

    private static PostgresStatement<RunRow> insertRuns(String table) {
        return new PostgresStatement<>(
                "insert into " + table + " (open_key, " + RUNS.names() + ") select 1, input.* from (",
                RUNS,
                ") as input");
    }

    /** The row that is proposed stands for the change. It would have no workflow id, and is refused if it was inserted. */
    private static PostgresStatement<RunUpdate> updateRuns(String table) {
        return new PostgresStatement<>("""
                insert into %s as r (run_id, owner, pending, parked, status, closed_at, workflow_id, workflow_type, task_queue,
                    started_at)
                select run_id, owner, pending, parked, coalesce(status, ''), closed_at, '', '', '', 'epoch'
                from (""".formatted(table), RUN_UPDATES, """
                ) as input (%s)
                on conflict (run_id) do update set
                    pending = r.pending + excluded.pending,
                    parked = r.parked + excluded.parked,
                    status = case when excluded.closed_at is null then r.status else excluded.status end,
                    closed_at = excluded.closed_at,
                    open_key = case when excluded.closed_at is null then r.open_key end,
                    owner = case when excluded.closed_at is null then r.owner end,
                    wake_at = case when excluded.closed_at is null
                        and r.pending + excluded.pending > r.parked + excluded.parked then r.wake_at end
                where r.owner = excluded.owner and (excluded.closed_at is null or r.pending + excluded.pending = 0)
                returning 1 / length(r.workflow_id)""".formatted(RUN_UPDATES.names()));
    }

    private static <R> PostgresStatement<R> insert(String table, PostgresRows<R> rows, String after) {
        return new PostgresStatement<>("insert into " + table + " (" + rows.names() + ") ", rows, after);
    }

    private static <R> PostgresStatement<R> delete(String table, PostgresRows<R> rows, String after) {
        return new PostgresStatement<>(
                "delete from " + table + " as t using (", rows, ") as input (" + rows.names() + ")" + after);
    }
}
