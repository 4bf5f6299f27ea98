package dev.durable.engine.replay;

import dev.durable.history.CommandEvent;
import dev.durable.history.EventText;
import dev.durable.history.InboundEvent;
import java.util.ArrayList;
import java.util.List;

/** How the commands of a step differ from those recorded for it, in the form in which a {@link NonDeterminismException} says it. */
final class StepDifference {

    private StepDifference() {}

    static String describe(InboundEvent inbound, List<CommandEvent> recorded, List<CommandEvent> replayed) {
        List<String> reasons = reasons(recorded, replayed);
        if (reasons.isEmpty()) {
            // what differs does not matter to a replay, but must not be told as nothing
            reasons.add("was " + recorded + " but is " + replayed);
        }
        return "The workflow code answers event " + inbound.eventId() + " (" + EventText.of(inbound)
                + ") with something else than what was recorded.\n  recorded: " + text(recorded) + "\n  replayed: "
                + text(replayed) + "\n  because:  " + String.join("; ", reasons);
    }

    private static String text(List<CommandEvent> commands) {
        return commands.isEmpty() ? "no command" : String.join(", ", EventText.of(commands));
    }

    /** What differs between commands in the same place: it may be something that the texts of both do not show. */
    private static List<String> reasons(List<CommandEvent> recorded, List<CommandEvent> replayed) {
        List<String> reasons = new ArrayList<>();
        int common = Math.min(recorded.size(), replayed.size());
        for (int i = 0; i < common; i++) {
            CommandDifference difference = CommandDifference.between(recorded.get(i), replayed.get(i));
            reasons.addAll(difference.hard());
            reasons.addAll(difference.soft());
        }
        if (recorded.size() != replayed.size()) {
            reasons.add("there were " + recorded.size() + " commands but there are " + replayed.size());
        }
        return reasons;
    }
}
