package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import dev.durable.store.TurnWrite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes the search attributes of runs that have some. A value that changes is deleted and inserted. Thread-safe. */
final class SearchAttributeWriter {

    private record Name(UUID runId, String name) {}

    private final SqlBatches batches;
    private final String delete;
    private final String insert;

    SearchAttributeWriter(DatabasePlatform platform, TableNames names) {
        String table = names.qualified("search_attribute");
        this.batches = new SqlBatches(platform);
        this.delete = "delete from %s where run_id = ? and name = ?".formatted(table);
        this.insert = """
                insert into %s (run_id, name, position, type, keyword_value, long_value, double_value, boolean_value,
                    datetime_value)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""".formatted(table);
    }

    /** Writes the changes of turns that have some. */
    void write(Connection connection, List<TurnWrite> turns) throws SQLException {
        List<Name> changed = new ArrayList<>();
        List<SearchAttributeRow> rows = new ArrayList<>();
        for (TurnWrite turn : turns) {
            turn.searchAttributes().values().forEach((name, value) -> {
                if (turn.newRun() == null) {
                    changed.add(new Name(turn.runId(), name));
                }
                rows.addAll(SearchAttributeRow.of(turn.runId(), name, value));
            });
        }
        if (!changed.isEmpty()) {
            batches.execute(
                    connection,
                    delete,
                    changed,
                    (row, name) -> row.uuid(name.runId()).text(name.name()));
        }
        if (!rows.isEmpty()) {
            insert(connection, rows);
        }
    }

    private void insert(Connection connection, List<SearchAttributeRow> rows) throws SQLException {
        batches.execute(
                connection,
                insert,
                rows,
                (row, attribute) -> row.uuid(attribute.key.runId())
                        .text(attribute.key.name())
                        .number(attribute.key.position())
                        .text(attribute.type.name())
                        .text(attribute.keywordValue)
                        .longNumber(attribute.longValue)
                        .doubleNumber(attribute.doubleValue)
                        .optionalFlag(attribute.booleanValue)
                        .time(attribute.datetimeValue));
    }
}
