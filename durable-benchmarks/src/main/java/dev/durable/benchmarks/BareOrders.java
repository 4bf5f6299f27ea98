package dev.durable.benchmarks;

import dev.durable.jpa.schema.TableNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The yardsticks: the rows of an order workflow, as the engine has written them, written again by nothing but JDBC into a copy of
 * the tables. Not thread-safe.
 */
final class BareOrders implements AutoCloseable {

    private static final TableNames NAMES = new TableNames("durable_bare_", null);
    private static final UUID OWNER = new UUID(0, 1);
    private static final String INSERT_RUN =
            "insert into durable_bare_run (run_id, workflow_id, open_key, workflow_type,"
                    + " task_queue, status, owner, pending, parked, started_at) values (?, ?, 1, ?, 'default', 'RUNNING', ?, 0, 0, ?)";
    private static final String INSERT_EVENT =
            "insert into durable_bare_event (run_id, event_id, event_type, event_time,"
                    + " attributes) values (?, ?, ?, ?, ?)";
    private static final String CLOSE_RUN = "update durable_bare_run set status = 'COMPLETED', closed_at = ?,"
            + " open_key = null, owner = null where run_id = ? and owner = ?";

    private final ScratchTables tables;
    private final Connection connection;
    private final List<Event> events;
    private final PreparedStatement insertRun;
    private final PreparedStatement insertEvent;
    private final PreparedStatement closeRun;
    private long written;

    private BareOrders(ScratchTables tables, Connection connection, List<Event> events) throws SQLException {
        this.tables = tables;
        this.connection = connection;
        this.events = events;
        this.insertRun = connection.prepareStatement(INSERT_RUN);
        this.insertEvent = connection.prepareStatement(INSERT_EVENT);
        this.closeRun = connection.prepareStatement(CLOSE_RUN);
    }

    /**
     * Makes the tables.
     *
     * @param engineTables where at least one order was fulfilled
     */
    static BareOrders open(DataSource dataSource, TableNames engineTables) throws SQLException {
        ScratchTables tables = new ScratchTables(dataSource, NAMES);
        tables.create();
        Connection connection = dataSource.getConnection();
        return new BareOrders(tables, connection, anyHistory(connection, engineTables));
    }

    private static List<Event> anyHistory(Connection connection, TableNames engineTables) throws SQLException {
        String table = engineTables.qualified("event");
        List<Event> events = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select event_id, event_type, attributes from " + table
                        + " where run_id = (select run_id from " + table
                        + " where event_type = 'WorkflowExecutionCompleted' limit 1) order by event_id")) {
            while (rows.next()) {
                events.add(new Event(rows.getInt(1), rows.getString(2), rows.getString(3)));
            }
        }
        return events;
    }

    int eventsOfAnOrder() {
        return events.size();
    }

    /** Characters of the events' attributes. */
    int charactersOfAnOrder() {
        return events.stream().mapToInt(event -> event.attributes.length()).sum();
    }

    /** Commits one event alone; says how long that took. */
    long commitOneRow() throws SQLException {
        written++;
        Event event = events.get(events.size() - 1);
        long begin = System.nanoTime();
        bind(new UUID(1, written), event, OffsetDateTime.now(ZoneOffset.UTC));
        insertEvent.executeUpdate();
        return System.nanoTime() - begin;
    }

    /**
     * Writes orders as the commit pipeline does under full load: all of them take their first turn in one commit, then all their
     * second.
     */
    void commitOrders(int orders) throws SQLException {
        List<UUID> runs = new ArrayList<>(orders);
        for (int i = 0; i < orders; i++) {
            runs.add(new UUID(2, ++written));
        }
        connection.setAutoCommit(false);
        insertRuns(runs);
        for (int first = 0; first < events.size(); first += 2) {
            insertEvents(runs, events.subList(first, Math.min(first + 2, events.size())));
            if (first + 2 >= events.size()) {
                closeRuns(runs);
            }
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private void insertRuns(List<UUID> runs) throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        for (UUID run : runs) {
            insertRun.setObject(1, run);
            insertRun.setString(2, "order-" + run);
            insertRun.setString(3, "OrderWorkflow");
            insertRun.setObject(4, OWNER);
            insertRun.setObject(5, now);
            insertRun.addBatch();
        }
        insertRun.executeBatch();
    }

    private void insertEvents(List<UUID> runs, List<Event> turn) throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        for (UUID run : runs) {
            for (Event event : turn) {
                bind(run, event, now);
                insertEvent.addBatch();
            }
        }
        insertEvent.executeBatch();
    }

    private void closeRuns(List<UUID> runs) throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        for (UUID run : runs) {
            closeRun.setObject(1, now);
            closeRun.setObject(2, run);
            closeRun.setObject(3, OWNER);
            closeRun.addBatch();
        }
        closeRun.executeBatch();
    }

    private void bind(UUID run, Event event, OffsetDateTime time) throws SQLException {
        insertEvent.setObject(1, run);
        insertEvent.setInt(2, event.id);
        insertEvent.setString(3, event.type);
        insertEvent.setObject(4, time);
        insertEvent.setString(5, event.attributes);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        tables.drop();
    }

    private record Event(int id, String type, String attributes) {}
}
