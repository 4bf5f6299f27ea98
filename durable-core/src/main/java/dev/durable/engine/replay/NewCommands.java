package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import java.util.ArrayList;
import java.util.List;

/** Takes the commands of a live step as new events. */
final class NewCommands implements CommandLog {

    private final List<CommandEvent> commands = new ArrayList<>();
    private int nextEventId;

    NewCommands(int nextEventId) {
        this.nextEventId = nextEventId;
    }

    @Override
    public <E extends CommandEvent> E record(CommandFactory<E> factory) {
        E command = factory.create(nextEventId++);
        commands.add(command);
        return command;
    }

    @Override
    public boolean isReplaying() {
        return false;
    }

    List<CommandEvent> commands() {
        return commands;
    }
}
