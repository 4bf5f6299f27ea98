package dev.durable.engine.run;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;

/** A report about an activity has no effect, whenever it is looked at. Whatever else fails says nothing about the report. */
final class ReportRefusedException extends DurableException {

    private static final long serialVersionUID = 1L;

    ReportRefusedException(ErrorCode code, String what) {
        super(code, what);
    }
}
