package dev.durable.chaos.check;

import dev.durable.chaos.cluster.Cluster;
import dev.durable.chaos.load.Request;
import dev.durable.chaos.work.OnceActivities;
import dev.durable.chaos.work.Work;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks at everything when all is over and the nodes have ended. What counts are the rows of the database, the answers that callers got, and what
 * activities have noted; the engine is not asked.
 */
public final class Checker {

    private final Verdict verdict = new Verdict();
    private final Cluster cluster;

    /** Nothing is looked at yet. */
    public Checker(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Looks.
     *
     * @param works all that was to be done
     * @param requests all that callers have sent
     */
    public Verdict check(List<Work> works, List<Request> requests) throws SQLException, IOException {
        Ledgers ledgers = Ledgers.read(cluster.directory());
        BookingCheck bookings = new BookingCheck(verdict);
        try (Connection connection = cluster.database().connect();
                HistoryCheck histories = new HistoryCheck(verdict, ledgers, bookings)) {
            StoredHistories stored = new StoredHistories(connection);
            stored.forEachBooking(bookings::addRow);
            WorkCheck runs = new WorkCheck(verdict);
            stored.forEach(history -> {
                histories.check(history);
                runs.add(history);
            });
            bookings.end();
            runs.check(works, requests);
            checkLeftovers(stored);
        }
        verdict.count("attempts of activities", ledgers.attempts());
        verdict.count("of them repetitions", ledgers.attempts() - ledgers.activities());
        ledgers.startedAgain(OnceActivities.NAME).forEach(again -> verdict.add(Violation.SECOND_START, again));
        return verdict;
    }

    private void checkLeftovers(StoredHistories stored) throws SQLException {
        leftovers(
                stored, "select workflow_id || ' has the status ' || status from durable_run where closed_at is null");
        leftovers(stored, "select workflow_id || ' has an owner' from durable_run where owner is not null");
        leftovers(stored, "select workflow_id || ' has messages' from durable_run where pending <> 0 or parked <> 0");
        leftovers(stored, "select 'message ' || message_id || ' of run ' || run_id from durable_message");
        leftovers(
                stored, "select 'activity ' || scheduled_event_id || ' of run ' || run_id from durable_activity_task");
    }

    private void leftovers(StoredHistories stored, String query) throws SQLException {
        stored.texts(query).forEach(text -> verdict.add(Violation.LEFTOVER, text));
    }
}
