create table ${schema}${prefix}run (
    run_id        uuid                        not null,
    workflow_id   varchar(255)                not null,
    open_key      smallint,
    workflow_type varchar(255)                not null,
    task_queue    varchar(255)                not null,
    status        varchar(20)                 not null,
    owner         uuid,
    wake_at       timestamp(6) with time zone,
    pending       integer                     not null,
    parked        integer                     not null,
    started_at    timestamp(6) with time zone not null,
    closed_at     timestamp(6) with time zone,
    parent_run_id uuid,
    first_run_id  uuid,
    code_version  varchar(255),
    constraint ${prefix}run_pk primary key (run_id)
);

create unique index ${prefix}run_workflow_id on ${schema}${prefix}run (workflow_id, open_key);

create index ${prefix}run_owner on ${schema}${prefix}run (owner, wake_at);

create index ${prefix}run_closed_at on ${schema}${prefix}run (closed_at);

create table ${schema}${prefix}event (
    run_id     uuid                        not null,
    event_id   integer                     not null,
    event_type varchar(64)                 not null,
    event_time timestamp(6) with time zone not null,
    attributes character large object      not null,
    constraint ${prefix}event_pk primary key (run_id, event_id)
);

create table ${schema}${prefix}message (
    run_id     uuid                        not null,
    message_id uuid                        not null,
    parked     boolean                     not null,
    event_type varchar(64)                 not null,
    event_time timestamp(6) with time zone not null,
    attributes character large object      not null,
    constraint ${prefix}message_pk primary key (run_id, message_id)
);

create table ${schema}${prefix}activity_task (
    run_id             uuid                        not null,
    scheduled_event_id integer                     not null,
    attempt            integer                     not null,
    stage              varchar(20)                 not null,
    stage_at           timestamp(6) with time zone not null,
    last_failure       character large object,
    heartbeat          character large object,
    heartbeat_metadata character large object,
    heartbeat_at       timestamp(6) with time zone,
    task_queue         varchar(255),
    activity_type      varchar(255),
    priority           smallint,
    available_at       timestamp(6) with time zone,
    claimant           uuid,
    cancel_requested   boolean                     not null,
    constraint ${prefix}activity_task_pk primary key (run_id, scheduled_event_id)
);

create index ${prefix}activity_task_free on ${schema}${prefix}activity_task (task_queue, priority, available_at);

create index ${prefix}activity_task_claimant on ${schema}${prefix}activity_task (claimant);

create table ${schema}${prefix}failed_attempt (
    run_id             uuid                        not null,
    scheduled_event_id integer                     not null,
    attempt            integer                     not null,
    failed_at          timestamp(6) with time zone not null,
    next_attempt_at    timestamp(6) with time zone,
    failing_since      timestamp(6) with time zone,
    failure            character large object      not null,
    constraint ${prefix}failed_attempt_pk primary key (run_id, scheduled_event_id, attempt)
);

create index ${prefix}failed_attempt_next on ${schema}${prefix}failed_attempt (scheduled_event_id, next_attempt_at);

create table ${schema}${prefix}search_attribute (
    run_id         uuid                        not null,
    name           varchar(64)                 not null,
    position       integer                     not null,
    type           varchar(20)                 not null,
    keyword_value  varchar(255),
    long_value     bigint,
    double_value   double precision,
    boolean_value  boolean,
    datetime_value timestamp(6) with time zone,
    constraint ${prefix}search_attribute_pk primary key (run_id, name, position)
);

create index ${prefix}search_keyword on ${schema}${prefix}search_attribute (name, keyword_value, run_id);

create index ${prefix}search_long on ${schema}${prefix}search_attribute (name, long_value, run_id);

create index ${prefix}search_double on ${schema}${prefix}search_attribute (name, double_value, run_id);

create index ${prefix}search_boolean on ${schema}${prefix}search_attribute (name, boolean_value, run_id);

create index ${prefix}search_datetime on ${schema}${prefix}search_attribute (name, datetime_value, run_id);

create table ${schema}${prefix}node (
    node_id     uuid                        not null,
    node_name   varchar(255)                not null,
    lease_until timestamp(6) with time zone not null,
    constraint ${prefix}node_pk primary key (node_id)
);

create unique index ${prefix}node_name on ${schema}${prefix}node (node_name);

create table ${schema}${prefix}task_queue (
    task_queue     varchar(255)                not null,
    reserved_until timestamp(6) with time zone not null,
    constraint ${prefix}task_queue_pk primary key (task_queue)
);

create table ${schema}${prefix}schedule (
    schedule_id varchar(255)                not null,
    version     integer                     not null,
    wake_at     timestamp(6) with time zone,
    paused      boolean                     not null,
    definition  character large object      not null,
    progress    character large object      not null,
    constraint ${prefix}schedule_pk primary key (schedule_id)
);

create index ${prefix}schedule_wake_at on ${schema}${prefix}schedule (wake_at);

create table ${schema}${prefix}update_rejection (
    message_id  uuid                        not null,
    rejected_at timestamp(6) with time zone not null,
    failure     character large object      not null,
    constraint ${prefix}update_rejection_pk primary key (message_id)
);
