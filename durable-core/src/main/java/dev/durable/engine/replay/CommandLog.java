package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.MarkerRecorded;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where the commands of a step go: into the history, or into a comparison with it. */
interface CommandLog {

    /**
     * Takes a command.
     *
     * @param factory makes the command's event, given its event id
     * @return the event that counts: the new one, or the recorded one when replaying
     * @throws NonDeterminismException if another command was recorded
     */
    <E extends CommandEvent> E record(CommandFactory<E> factory);

    /**
     * Takes the version of a change that the run has not been asked for before.
     *
     * @return the marker that counts, or null if replaying a step that was executed when the code did not ask for the version
     */
    @Nullable
    MarkerRecorded version(String changeId, CommandFactory<MarkerRecorded> factory);

    /** Whether the command that was recorded next is such a one; false if nothing is compared with what was recorded. */
    boolean isNextRecorded(Predicate<CommandEvent> command);

    /** Whether commands are compared with recorded ones. */
    boolean isReplaying();

    /**
     * Refuses all further commands: the step has failed, whatever the code makes of it.
     *
     * @return to be thrown where the code stands
     */
    StepFailed fail(DurableException reason);

    /** Whether the step has failed or does not match, so that running on makes no sense. */
    boolean isBroken();

    /**
     * Called when all workflow threads are blocked: checks that nothing is missing.
     *
     * @throws DurableException if the step has failed
     * @throws NonDeterminismException if there was a mismatch, or something that was recorded was not asked for
     */
    void requireComplete();

    /** Makes the event of a command. */
    @FunctionalInterface
    interface CommandFactory<E extends CommandEvent> {

        E create(int eventId);
    }
}
