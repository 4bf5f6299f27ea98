package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;

/** There is a schedule with the id already. */
public final class ScheduleAlreadyExistsException extends DurableException {

    private final String scheduleId;

    /** Creates the exception. */
    public ScheduleAlreadyExistsException(String scheduleId) {
        super(ErrorCode.SCHEDULE_ALREADY_EXISTS, "There is a schedule '" + scheduleId + "' already.");
        this.scheduleId = scheduleId;
    }

    /** The schedule id. */
    public String scheduleId() {
        return scheduleId;
    }
}
