package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares the commands of a replayed step with those recorded for it. */
final class RecordedCommands implements CommandLog {

    private final List<CommandEvent> recorded;
    private final int firstEventId;
    private final Consumer<String> softDifference;
    private int position;
    private @Nullable NonDeterminismException mismatch;

    /**
     * @param inboundEventId the event that the recorded commands answer
     * @param softDifference told about differences that do not stop the replay
     */
    RecordedCommands(int inboundEventId, List<CommandEvent> recorded, Consumer<String> softDifference) {
        this.firstEventId = inboundEventId + 1;
        this.recorded = recorded;
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
        if (position >= recorded.size()) {
            throw stopAt(NonDeterminismException.unexpected(actual));
        }
        CommandEvent expected = recorded.get(position++);
        CommandDifference difference = CommandDifference.between(expected, actual);
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
