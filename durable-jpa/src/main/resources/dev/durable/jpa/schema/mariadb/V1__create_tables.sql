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
    parent_run_id binary(16),
    first_run_id  binary(16),
    code_version  varchar(255),
    constraint ${prefix}run_pk primary key (run_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create unique index ${prefix}run_workflow_id on ${schema}${prefix}run (workflow_id, open_key);

create index ${prefix}run_owner on ${schema}${prefix}run (owner, wake_at);

create index ${prefix}run_closed_at on ${schema}${prefix}run (closed_at);

create table ${schema}${prefix}event (
    run_id     binary(16)  not null,
    event_id   integer     not null,
    event_type varchar(64) not null,
    event_time datetime(6) not null,
    attributes longtext    not null,
    constraint ${prefix}event_pk primary key (run_id, event_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table ${schema}${prefix}message (
    run_id     binary(16)  not null,
    message_id binary(16)  not null,
    parked     boolean     not null,
    event_type varchar(64) not null,
    event_time datetime(6) not null,
    attributes longtext    not null,
    constraint ${prefix}message_pk primary key (run_id, message_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

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
    task_queue         varchar(255),
    activity_type      varchar(255),
    priority           smallint,
    available_at       datetime(6),
    claimant           binary(16),
    cancel_requested   boolean     not null,
    constraint ${prefix}activity_task_pk primary key (run_id, scheduled_event_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create index ${prefix}activity_task_free on ${schema}${prefix}activity_task (task_queue, priority, available_at);

create index ${prefix}activity_task_claimant on ${schema}${prefix}activity_task (claimant);

create table ${schema}${prefix}failed_attempt (
    run_id             binary(16)  not null,
    scheduled_event_id integer     not null,
    attempt            integer     not null,
    failed_at          datetime(6) not null,
    next_attempt_at    datetime(6),
    failing_since      datetime(6),
    failure            longtext    not null,
    constraint ${prefix}failed_attempt_pk primary key (run_id, scheduled_event_id, attempt)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create index ${prefix}failed_attempt_next on ${schema}${prefix}failed_attempt (scheduled_event_id, next_attempt_at);

create table ${schema}${prefix}search_attribute (
    run_id         binary(16)       not null,
    name           varchar(64)      not null,
    position       integer          not null,
    type           varchar(20)      not null,
    keyword_value  varchar(255),
    long_value     bigint,
    double_value   double precision,
    boolean_value  boolean,
    datetime_value datetime(6),
    constraint ${prefix}search_attribute_pk primary key (run_id, name, position)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create index ${prefix}search_keyword on ${schema}${prefix}search_attribute (name, keyword_value, run_id);

create index ${prefix}search_long on ${schema}${prefix}search_attribute (name, long_value, run_id);

create index ${prefix}search_double on ${schema}${prefix}search_attribute (name, double_value, run_id);

create index ${prefix}search_boolean on ${schema}${prefix}search_attribute (name, boolean_value, run_id);

create index ${prefix}search_datetime on ${schema}${prefix}search_attribute (name, datetime_value, run_id);

create table ${schema}${prefix}node (
    node_id     binary(16)   not null,
    node_name   varchar(255) not null,
    lease_until datetime(6)  not null,
    constraint ${prefix}node_pk primary key (node_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create unique index ${prefix}node_name on ${schema}${prefix}node (node_name);

create table ${schema}${prefix}task_queue (
    task_queue     varchar(255) not null,
    reserved_until datetime(6)  not null,
    constraint ${prefix}task_queue_pk primary key (task_queue)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create table ${schema}${prefix}schedule (
    schedule_id varchar(255) not null,
    version     integer      not null,
    wake_at     datetime(6),
    paused      boolean      not null,
    definition  longtext     not null,
    progress    longtext     not null,
    constraint ${prefix}schedule_pk primary key (schedule_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;

create index ${prefix}schedule_wake_at on ${schema}${prefix}schedule (wake_at);

create table ${schema}${prefix}update_rejection (
    message_id  binary(16)  not null,
    rejected_at datetime(6) not null,
    failure     longtext    not null,
    constraint ${prefix}update_rejection_pk primary key (message_id)
) character set utf8mb4 collate utf8mb4_nopad_bin;
