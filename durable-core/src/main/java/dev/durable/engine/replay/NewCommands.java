package dev.durable.engine.replay;

import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.MarkerRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes the commands of a live step as new events. */
final class NewCommands implements CommandLog {

    private final List<CommandEvent> commands = new ArrayList<>();
    private int nextEventId;
    private @Nullable DurableException failure;

    NewCommands(int nextEventId) {
        this.nextEventId = nextEventId;
    }

    @Override
    public <E extends CommandEvent> E record(CommandFactory<E> factory) {
        if (failure != null) {
            throw new StepFailed(failure);
        }
        E command = factory.create(nextEventId++);
        commands.add(command);
        return command;
    }

    @Override
    public MarkerRecorded version(String changeId, CommandFactory<MarkerRecorded> factory) {
        return record(factory);
    }

    @Override
    public boolean isNextRecorded(Predicate<CommandEvent> command) {
        return false;
    }

    @Override
    public boolean isReplaying() {
        return false;
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
        if (failure != null) {
            throw failure;
        }
    }

    List<CommandEvent> commands() {
        return commands;
    }
}
