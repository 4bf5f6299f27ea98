package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;

/** The single-row statements of databases that get them in batches. */
record StandardSql(
        String insertRun,
        String insertEvent,
        String insertMessage,
        String deleteMessage,
        String updateRun,
        String upsertActivityTask,
        String deleteActivityTask,
        String insertFailedAttempt,
        String deleteFailedAttempts) {

    private static final String INSERT_RUN = """
            insert into %s (run_id, workflow_id, open_key, workflow_type, task_queue, status, owner, wake_at, pending, parked,
                started_at)
            values (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_EVENT =
            "insert into %s (run_id, event_id, event_type, event_time, attributes) values (?, ?, ?, ?, ?)";

    private static final String INSERT_MESSAGE =
            "insert into %s (run_id, message_id, parked, event_type, event_time, attributes) values (?, ?, ?, ?, ?, ?)";

    private static final String DELETE_MESSAGE = "delete from %s where run_id = ? and message_id = ? and parked = ?";

    // MySQL assigns from left to right and reads what it has assigned, so wake_at comes before the counters.
    private static final String UPDATE_RUN = """
            update %s set
                wake_at = case when ? is null and pending + ? > parked + ? then wake_at end,
                pending = pending + ?,
                parked = parked + ?,
                status = coalesce(?, status),
                closed_at = ?,
                open_key = case when ? is null then open_key end,
                owner = case when ? is null then owner end
            where run_id = ? and owner = ? and (? is null or pending + ? = 0)""";

    private static final String UPSERT_ACTIVITY_TASK_H2 = """
            merge into %s (run_id, scheduled_event_id, attempt, stage, stage_at, last_failure, heartbeat,
                heartbeat_metadata, heartbeat_at, task_queue, activity_type, priority, available_at, claimant,
                cancel_requested)
            key (run_id, scheduled_event_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, false)""";

    private static final String UPSERT_ACTIVITY_TASK_MYSQL = """
            insert into %s (run_id, scheduled_event_id, attempt, stage, stage_at, last_failure, heartbeat,
                heartbeat_metadata, heartbeat_at, task_queue, activity_type, priority, available_at, cancel_requested)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false)
            on duplicate key update
                attempt = values(attempt),
                stage = values(stage),
                stage_at = values(stage_at),
                last_failure = values(last_failure),
                heartbeat = values(heartbeat),
                heartbeat_metadata = values(heartbeat_metadata),
                heartbeat_at = values(heartbeat_at),
                task_queue = values(task_queue),
                activity_type = values(activity_type),
                priority = values(priority),
                available_at = values(available_at),
                claimant = null,
                cancel_requested = false""";

    private static final String DELETE_ACTIVITY_TASK = "delete from %s where run_id = ? and scheduled_event_id = ?";

    private static final String INSERT_FAILED_ATTEMPT_H2 = """
            merge into %s as t using (values (cast(? as uuid), cast(? as integer), cast(? as integer),
                cast(? as timestamp(6) with time zone), cast(? as timestamp(6) with time zone),
                cast(? as timestamp(6) with time zone), cast(? as character large object)))
                as input (run_id, scheduled_event_id, attempt, failed_at, next_attempt_at, failing_since, failure)
            on t.run_id = input.run_id and t.scheduled_event_id = input.scheduled_event_id and t.attempt = input.attempt
            when not matched then insert
                (run_id, scheduled_event_id, attempt, failed_at, next_attempt_at, failing_since, failure)
                values (input.run_id, input.scheduled_event_id, input.attempt, input.failed_at, input.next_attempt_at,
                    input.failing_since, input.failure)""";

    private static final String INSERT_FAILED_ATTEMPT_MYSQL = """
            insert into %s (run_id, scheduled_event_id, attempt, failed_at, next_attempt_at, failing_since, failure)
            values (?, ?, ?, ?, ?, ?, ?)
            on duplicate key update attempt = values(attempt)""";

    private static final String DELETE_FAILED_ATTEMPTS =
            "delete from %s where run_id = ? and scheduled_event_id = ? and attempt <= ?";

    static StandardSql of(DatabasePlatform platform, TableNames names) {
        boolean h2 = platform == DatabasePlatform.H2;
        String upsertActivityTask = h2 ? UPSERT_ACTIVITY_TASK_H2 : UPSERT_ACTIVITY_TASK_MYSQL;
        String insertFailedAttempt = h2 ? INSERT_FAILED_ATTEMPT_H2 : INSERT_FAILED_ATTEMPT_MYSQL;
        return new StandardSql(
                INSERT_RUN.formatted(names.qualified("run")),
                INSERT_EVENT.formatted(names.qualified("event")),
                INSERT_MESSAGE.formatted(names.qualified("message")),
                DELETE_MESSAGE.formatted(names.qualified("message")),
                UPDATE_RUN.formatted(names.qualified("run")),
                upsertActivityTask.formatted(names.qualified("activity_task")),
                DELETE_ACTIVITY_TASK.formatted(names.qualified("activity_task")),
                insertFailedAttempt.formatted(names.qualified("failed_attempt")),
                DELETE_FAILED_ATTEMPTS.formatted(names.qualified("failed_attempt")));
    }
}
