package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;

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

    /** Whether commands are compared with recorded ones. */
    boolean isReplaying();

    /** Whether a mismatch was found, so that running on makes no sense. */
    default boolean isBroken() {
        return false;
    }

    /**
     * Called when all workflow threads are blocked: checks that nothing is missing.
     *
     * @throws NonDeterminismException if there was a mismatch, or something that was recorded was not asked for
     */
    default void requireComplete() {}

    /** Makes the event of a command. */
    @FunctionalInterface
    interface CommandFactory<E extends CommandEvent> {

        E create(int eventId);
    }
}
