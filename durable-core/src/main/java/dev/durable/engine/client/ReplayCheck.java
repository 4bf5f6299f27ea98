package dev.durable.engine.client;

import dev.durable.client.ReplayReport;
import dev.durable.engine.replay.PrefixCheck;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
import dev.durable.history.HistoryDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Replays recorded histories, to see whether code still takes the same path. */
public final class ReplayCheck {

    private ReplayCheck() {}

    /** Replays a history and says how that went. */
    public static ReplayReport check(HistoryDocument history, ReplayServices services) {
        return report(
                history,
                notes -> ReplayedRun.of(history.runId(), history.events(), services, notes::add)
                        .instance()
                        .destroy());
    }

    /** Replays every prefix of a history and says how that went. Differences that would be notes elsewhere count. */
    public static ReplayReport checkPrefixes(HistoryDocument history, ReplayServices services) {
        return report(history, notes -> new PrefixCheck(services).verify(history.runId(), history.events()));
    }

    private static ReplayReport report(HistoryDocument history, Consumer<List<String>> replay) {
        List<String> notes = new ArrayList<>();
        DurableException failure = null;
        try {
            replay.accept(notes);
        } catch (DurableException e) {
            failure = e;
        }
        return new ReplayReport(
                history.workflowId(),
                history.runId(),
                history.workflowType(),
                history.events().size(),
                notes,
                failure);
    }
}
