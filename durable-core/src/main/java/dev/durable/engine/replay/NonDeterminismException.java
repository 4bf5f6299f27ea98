package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.CommandEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.MarkerRecorded;
import dev.durable.workflow.WorkflowContext;
import org.jspecify.annotations.Nullable;

/** Replayed code asked for something else than what was recorded. */
public final class NonDeterminismException extends DurableException {

    private NonDeterminismException(int eventId, String expected, String actual, String details) {
        super(
                ErrorCode.NON_DETERMINISM,
                "The workflow code does not replay its history at event " + eventId + ".\n  recorded: " + expected
                        + "\n  replayed: " + actual + (details.isEmpty() ? "" : "\n  because:  " + details) + "\n");
    }

    static NonDeterminismException mismatch(CommandEvent recorded, CommandEvent actual, CommandDifference difference) {
        return new NonDeterminismException(
                recorded.eventId(), EventText.of(recorded), EventText.of(actual), String.join("; ", difference.hard()));
    }

    static NonDeterminismException unexpected(CommandEvent actual) {
        return new NonDeterminismException(
                actual.eventId(), "no further command in this step", EventText.of(actual), "");
    }

    /** The code asked for the version of a change where the run was executed without, and later the run has recorded one. */
    static NonDeterminismException versionTooLate(MarkerRecorded recorded) {
        return new NonDeterminismException(
                recorded.eventId(),
                EventText.of(recorded),
                "version " + WorkflowContext.DEFAULT_VERSION + " of the change, asked for in an earlier step",
                "a call of version(\"" + recorded.name()
                        + "\", …) stands before the one that recorded it; give the earlier one a change id of its own");
    }

    static NonDeterminismException localActivity(
            InboundEvent recorded, int localActivityId, String recordedType, @Nullable String actualType) {
        return new NonDeterminismException(
                recorded.eventId(),
                recorded.type() + "(local activity " + localActivityId + ", " + recordedType + ")",
                actualType == null
                        ? "no call of a local activity that waits for it"
                        : "local activity " + localActivityId + ", " + actualType,
                "");
    }

    static NonDeterminismException missing(CommandEvent recorded) {
        return new NonDeterminismException(
                recorded.eventId(), EventText.of(recorded), "no further command in this step", "");
    }
}
