package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.MarkerKind;
import dev.durable.history.MarkerRecorded;
import dev.durable.payload.Payload;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the commands of a replayed step with those recorded for it.
 *
 * <p>Versions of changes are more lenient than other commands, so that their calls may be moved within what the code does without
 * waiting, and removed: a version is looked for in all that is left of the step, and one that nobody asks for is passed over.
 */
final class RecordedCommands implements CommandLog {

    private final List<CommandEvent> recorded;
    private final int firstEventId;
    private final @Nullable CommandEvent laterClosing;
    private final UnaskedVersions unaskedVersions;
    private final BiPredicate<Payload, Payload> samePayloads;
    private final Consumer<String> softDifference;
    private final BitSet versionsTaken = new BitSet();
    private int position;
    private @Nullable DurableException failure;

    /**
     * @param inboundEventId the event that the recorded commands answer
     * @param laterClosing the event that closes the run if the step may ask for it although other events were recorded before it
     * @param unaskedVersions told about recorded versions that are passed over
     * @param samePayloads whether two payloads stand for the same value
     * @param softDifference told about differences that do not stop the replay
     */
    RecordedCommands(
            int inboundEventId,
            List<CommandEvent> recorded,
            @Nullable CommandEvent laterClosing,
            BiPredicate<Payload, Payload> samePayloads,
            UnaskedVersions unaskedVersions,
            Consumer<String> softDifference) {
        this.firstEventId = inboundEventId + 1;
        this.recorded = recorded;
        this.laterClosing = laterClosing;
        this.unaskedVersions = unaskedVersions;
        this.samePayloads = samePayloads;
        this.softDifference = softDifference;
    }

    /** Takes what the engine itself recorded at the beginning of the step; tells whether it did. */
    boolean takeContinueAsNewSuggestion() {
        boolean suggested = !recorded.isEmpty()
                && recorded.get(0) instanceof MarkerRecorded marker
                && marker.kind() == MarkerKind.CONTINUE_AS_NEW_SUGGESTED;
        position = suggested ? 1 : 0;
        return suggested;
    }

    @Override
    public <E extends CommandEvent> E record(CommandFactory<E> factory) {
        requireUnbroken();
        DurableException late = passVersions();
        if (late != null) {
            throw fail(late);
        }
        E actual = factory.create(firstEventId + position);
        CommandEvent expected = expectedFor(actual);
        CommandDifference difference = CommandDifference.between(expected, actual, samePayloads);
        if (difference.isHard()) {
            throw fail(NonDeterminismException.mismatch(expected, actual, difference));
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
        throw fail(NonDeterminismException.unexpected(actual));
    }

    @Override
    public @Nullable MarkerRecorded version(String changeId, CommandFactory<MarkerRecorded> factory) {
        requireUnbroken();
        for (int i = position; i < recorded.size(); i++) {
            MarkerRecorded version = versionAt(i);
            if (version != null && version.name().equals(changeId)) {
                takeVersion(i, version);
                return version;
            }
        }
        return null;
    }

    private void takeVersion(int index, MarkerRecorded version) {
        versionsTaken.set(index);
        while (versionsTaken.get(position)) {
            position++;
        }
        if (position <= index) {
            softDifference.accept("event " + version.eventId() + " " + EventText.of(version)
                    + " is asked for earlier in its step now");
        }
    }

    /**
     * Goes on to the next command that is no version; versions before it that were not asked for are not asked for any more.
     *
     * @return the mismatch if one of them may not be passed over, or null
     */
    private @Nullable DurableException passVersions() {
        while (position < recorded.size()) {
            MarkerRecorded version = versionAt(position);
            if (version == null) {
                return null;
            }
            if (!versionsTaken.get(position++)) {
                if (!unaskedVersions.mayBePassed(version)) {
                    return NonDeterminismException.versionTooLate(version);
                }
                softDifference.accept(
                        "event " + version.eventId() + " " + EventText.of(version) + " is not asked for any more");
            }
        }
        return null;
    }

    private @Nullable MarkerRecorded versionAt(int index) {
        return recorded.get(index) instanceof MarkerRecorded marker && marker.isVersion() ? marker : null;
    }

    @Override
    public boolean isNextRecorded(Predicate<CommandEvent> command) {
        requireUnbroken();
        int next = position;
        while (next < recorded.size() && versionAt(next) != null) {
            next++;
        }
        return next < recorded.size() && command.test(recorded.get(next));
    }

    @Override
    public boolean isReplaying() {
        return true;
    }

    @Override
    public StepFailed fail(DurableException reason) {
        failure = reason;
        return new StepFailed(reason);
    }

    @Override
    public boolean isBroken() {
        return failure != null;
    }

    @Override
    public void requireComplete() {
        if (failure == null) {
            failure = passVersions();
        }
        if (failure != null) {
            throw failure;
        }
        if (position < recorded.size()) {
            throw NonDeterminismException.missing(recorded.get(position));
        }
    }

    private void requireUnbroken() {
        if (failure != null) {
            throw new StepFailed(failure);
        }
    }

    /** Knows which versions the run has been given. */
    @FunctionalInterface
    interface UnaskedVersions {

        /** Whether a recorded version that the code has not asked for where it was recorded contradicts nothing. */
        boolean mayBePassed(MarkerRecorded version);
    }
}
