package dev.durable.engine.cluster;

import dev.durable.engine.run.Runs;
import dev.durable.store.RunReader;
import dev.durable.store.RunSnapshot;
import dev.durable.store.StoredRun;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Has runs that were claimed taken up. What is needed of many is read together: thousands that come at once would otherwise each wait for a
 * connection, and the renewal of the lease with them.
 */
final class ClaimedRuns {

    private static final int READ_TOGETHER = 100;

    /** Longer histories are read one by one. */
    private static final int MOST_EVENTS = 200;

    private final RunReader store;
    private final Runs runs;

    ClaimedRuns(RunReader store, Runs runs) {
        this.store = store;
        this.runs = runs;
    }

    /** Blocks on the store. */
    void takeUp(List<StoredRun> claimed) {
        for (int from = 0; from < claimed.size(); from += READ_TOGETHER) {
            List<StoredRun> next = claimed.subList(from, Math.min(claimed.size(), from + READ_TOGETHER));
            Map<UUID, RunSnapshot> snapshots = snapshots(next);
            next.forEach(run -> runs.adopt(run, snapshots.get(run.runId())));
        }
    }

    private Map<UUID, RunSnapshot> snapshots(List<StoredRun> claimed) {
        List<UUID> ids = claimed.stream().map(StoredRun::runId).toList();
        try {
            return store.snapshots(ids, MOST_EVENTS).stream()
                    .collect(Collectors.toMap(RunSnapshot::runId, snapshot -> snapshot));
        } catch (RuntimeException e) {
            // the database may be away, or one of them unreadable: each reads for itself then, and says what is wrong
            return Map.of();
        }
    }
}
