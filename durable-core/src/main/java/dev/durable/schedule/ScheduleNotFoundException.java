package dev.durable.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;

/** There is no schedule with the id. */
public final class ScheduleNotFoundException extends DurableException {

    private final String scheduleId;

    /** Creates the exception. */
    public ScheduleNotFoundException(String scheduleId) {
        super(ErrorCode.SCHEDULE_NOT_FOUND, "There is no schedule '" + scheduleId + "'.");
        this.scheduleId = scheduleId;
    }

    /** The schedule id. */
    public String scheduleId() {
        return scheduleId;
    }
}
