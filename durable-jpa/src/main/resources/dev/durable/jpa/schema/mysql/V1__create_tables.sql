create table ${schema}${prefix}run (
    run_id        binary(16)   not null,
    workflow_id   varchar(255) not null,
    open_key      smallint,
    workflow_type varchar(255) not null,
    task_queue    varchar(255) not null,
    status        varchar(20)  not null,
    owner         binary(16),
    wake_at       datetime(6),
    pending       integer      not null,
    parked        integer      not null,
    started_at    datetime(6)  not null,
    closed_at     datetime(6),
    constraint ${prefix}run_pk primary key (run_id)
) character set utf8mb4 collate utf8mb4_0900_bin;

create unique index ${prefix}run_workflow_id on ${schema}${prefix}run (workflow_id, open_key);

create index ${prefix}run_owner on ${schema}${prefix}run (owner, wake_at);

create table ${schema}${prefix}event (
    run_id     binary(16)  not null,
    event_id   integer     not null,
    event_type varchar(64) not null,
    event_time datetime(6) not null,
    attributes longtext    not null,
    constraint ${prefix}event_pk primary key (run_id, event_id)
) character set utf8mb4 collate utf8mb4_0900_bin;

create table ${schema}${prefix}message (
    run_id     binary(16)  not null,
    message_id binary(16)  not null,
    parked     boolean     not null,
    event_type varchar(64) not null,
    event_time datetime(6) not null,
    attributes longtext    not null,
    constraint ${prefix}message_pk primary key (run_id, message_id)
) character set utf8mb4 collate utf8mb4_0900_bin;

create table ${schema}${prefix}activity_task (
    run_id             binary(16)  not null,
    scheduled_event_id integer     not null,
    attempt            integer     not null,
    stage              varchar(20) not null,
    stage_at           datetime(6) not null,
    last_failure       longtext,
    heartbeat          longtext,
    heartbeat_metadata longtext,
    heartbeat_at       datetime(6),
    constraint ${prefix}activity_task_pk primary key (run_id, scheduled_event_id)
) character set utf8mb4 collate utf8mb4_0900_bin;

create table ${schema}${prefix}failed_attempt (
    run_id             binary(16)  not null,
    scheduled_event_id integer     not null,
    attempt            integer     not null,
    failed_at          datetime(6) not null,
    next_attempt_at    datetime(6),
    failure            longtext    not null,
    constraint ${prefix}failed_attempt_pk primary key (run_id, scheduled_event_id, attempt)
) character set utf8mb4 collate utf8mb4_0900_bin;

create table ${schema}${prefix}node (
    node_id     binary(16)   not null,
    node_name   varchar(255) not null,
    lease_until datetime(6)  not null,
    constraint ${prefix}node_pk primary key (node_id)
) character set utf8mb4 collate utf8mb4_0900_bin;

create unique index ${prefix}node_name on ${schema}${prefix}node (node_name);
