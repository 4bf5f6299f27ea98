package dev.durable.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code durable_task_queue}: one a queue whose activities have a rate. */
@Entity(name = "TaskQueue")
@Table(name = "task_queue")
class TaskQueueRow {

    @Id
    String taskQueue;

    /** Up to when moments are reserved at which attempts may begin. */
    Instant reservedUntil;

    /** For Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    TaskQueueRow() {}
}
