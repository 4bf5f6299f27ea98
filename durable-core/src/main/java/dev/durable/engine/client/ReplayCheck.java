package dev.durable.engine.client;

import dev.durable.client.ReplayReport;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.failure.DurableException;
import dev.durable.history.HistoryDocument;
import java.util.ArrayList;
import java.util.List;

/** Replays recorded histories, to see whether code still takes the same path. */
public final class ReplayCheck {

    private ReplayCheck() {}

    /** Replays a history and says how that went. */
    public static ReplayReport check(HistoryDocument history, ReplayServices services) {
        List<String> notes = new ArrayList<>();
        DurableException failure = null;
        try {
            ReplayedRun.of(history.runId(), history.events(), services, notes::add)
                    .instance()
                    .destroy();
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
