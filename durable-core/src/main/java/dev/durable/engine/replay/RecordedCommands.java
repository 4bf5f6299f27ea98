package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import dev.durable.payload.Payload;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares the commands of a replayed step with those recorded for it. */
final class RecordedCommands implements CommandLog {

    private final List<CommandEvent> recorded;
    private final int firstEventId;
    private final @Nullable CommandEvent laterClosing;
    private final BiPredicate<Payload, Payload> samePayloads;
    private final Consumer<String> softDifference;
    private int position;
    private @Nullable NonDeterminismException mismatch;

    /**
     * @param inboundEventId the event that the recorded commands answer
     * @param laterClosing the event that closes the run if the step may ask for it although other events were recorded before it
     * @param samePayloads whether two payloads stand for the same value
     * @param softDifference told about differences that do not stop the replay
     */
    RecordedCommands(
            int inboundEventId,
            List<CommandEvent> recorded,
            @Nullable CommandEvent laterClosing,
            BiPredicate<Payload, Payload> samePayloads,
            Consumer<String> softDifference) {
        this.firstEventId = inboundEventId + 1;
        this.recorded = recorded;
        this.laterClosing = laterClosing;
        this.samePayloads = samePayloads;
        this.softDifference = softDifference;
    }

    @Override
    public <E extends CommandEvent> E record(CommandFactory<E> factory) {
        NonDeterminismException found = mismatch;
        if (found != null) {
            throw found;
        }
        int eventId = firstEventId + position;
        E actual = factory.create(eventId);
        CommandEvent expected = expectedFor(actual);
        CommandDifference difference = CommandDifference.between(expected, actual, samePayloads);
        if (difference.isHard()) {
            throw stopAt(NonDeterminismException.mismatch(expected, actual, difference));
        }
        if (difference.isSoft()) {
            softDifference.accept(difference.describe(expected, actual));
        }
        @SuppressWarnings("unchecked") // of the same class: checked as a hard difference
        E recordedCommand = (E) expected;
        return recordedCommand;
    }

    private CommandEvent expectedFor(CommandEvent actual) {
        if (position < recorded.size()) {
            return recorded.get(position++);
        }
        CommandEvent closing = laterClosing;
        if (closing != null && actual.closesRun()) {
            return closing;
        }
        throw stopAt(NonDeterminismException.unexpected(actual));
    }

    @Override
    public boolean isReplaying() {
        return true;
    }

    @Override
    public boolean isBroken() {
        return mismatch != null;
    }

    @Override
    public void requireComplete() {
        NonDeterminismException found = mismatch;
        if (found != null) {
            throw found;
        }
        if (position < recorded.size()) {
            throw NonDeterminismException.missing(recorded.get(position));
        }
    }

    /** Remembers the mismatch, because workflow code may catch the exception and go on. */
    private NonDeterminismException stopAt(NonDeterminismException found) {
        mismatch = found;
        return found;
    }
}
