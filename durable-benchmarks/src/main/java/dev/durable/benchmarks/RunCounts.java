package dev.durable.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Looks at the rows of runs, past the engine. */
final class RunCounts {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final DataSource dataSource;
    private final String runs = StoreConnection.TABLES.qualified("run");
    private final String nodes = StoreConnection.TABLES.qualified("node");

    RunCounts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Open runs that some node owns. */
    long owned() throws SQLException {
        return number("select count(*) from " + runs + " where owner is not null");
    }

    /** Open runs that the node of this name owns. */
    long ownedBy(String nodeName) throws SQLException {
        return number("select count(*) from " + runs + " r join " + nodes
                + " n on n.node_id = r.owner where n.node_name = '" + nodeName + "'");
    }

    /** Runs of the workflow ids with this prefix that have closed. */
    long closed(String prefix) throws SQLException {
        return number("select count(closed_at) from " + runs + " where workflow_id like '" + prefix + "%'");
    }

    /** When the last of these runs closed; null if none has. */
    @Nullable
    Instant lastClosed(String prefix) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select max(closed_at) from " + runs + " where workflow_id like '" + prefix + "%'");
                ResultSet result = statement.executeQuery()) {
            result.next();
            OffsetDateTime last = result.getObject(1, OffsetDateTime.class);
            return last == null ? null : last.toInstant();
        }
    }

    /** Makes the planner know what is in the tables. */
    void analyze() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("analyze")) {
            statement.execute();
        }
    }

    /** Asks again and again until the answer is what it should be. */
    void await(Count count, LongPredicate wanted, Duration pause) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (long found = count.get(); !wanted.test(found); found = count.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("It has not come to that: " + found);
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    /** A number from the database. */
    interface Count {

        /** The number now. */
        long get() throws SQLException;
    }
}
