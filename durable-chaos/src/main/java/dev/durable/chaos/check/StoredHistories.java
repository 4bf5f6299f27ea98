package dev.durable.chaos.check;

import dev.durable.history.EventCodec;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.JsonEventCodec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads all histories past the engine, one after another: there may be more of them than fit into memory. */
final class StoredHistories {

    private static final int FETCH_SIZE = 5_000;

    private final Connection connection;
    private final EventCodec codec = new JsonEventCodec();

    StoredHistories(Connection connection) {
        this.connection = connection;
    }

    /** Hands each to the reader. Runs without events come with none. */
    void forEach(Consumer<StoredHistory> reader) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery(
                    "select r.run_id, r.workflow_id, r.workflow_type, r.task_queue, e.event_id, e.event_time, e.event_type, e.attributes"
                            + " from durable_run r left join durable_event e on e.run_id = r.run_id"
                            + " order by r.run_id, e.event_id")) {
                StoredHistory current = null;
                while (rows.next()) {
                    UUID runId = rows.getObject("run_id", UUID.class);
                    if (current == null || !current.runId().equals(runId)) {
                        if (current != null) {
                            reader.accept(current);
                        }
                        current = new StoredHistory(
                                runId,
                                rows.getString("workflow_id"),
                                rows.getString("workflow_type"),
                                rows.getString("task_queue"),
                                new ArrayList<>());
                    }
                    HistoryEvent event = event(rows);
                    if (event != null) {
                        current.events().add(event);
                    }
                }
                if (current != null) {
                    reader.accept(current);
                }
            }
        }
        connection.rollback();
    }

    /** Hands the rows of transactional activities to the reader: whose they are, and of which attempt. */
    void forEachBooking(ObjIntConsumer<String> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select activity_key, attempt from chaos_booking")) {
            while (rows.next()) {
                reader.accept(rows.getString(1), rows.getInt(2));
            }
        }
    }

    /** The texts of a query's first column. */
    List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                texts.add(result.getString(1));
            }
        }
        return texts;
    }

    private @Nullable HistoryEvent event(ResultSet row) throws SQLException {
        String type = row.getString("event_type");
        return type == null
                ? null
                : codec.decode(
                        row.getInt("event_id"),
                        row.getObject("event_time", OffsetDateTime.class).toInstant(),
                        EventType.valueOf(type),
                        row.getString("attributes"));
    }
}
