package dev.durable.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a statement takes as parameters. Few of them come as a list of values, so that their number is part of the statement's
 * text: that is the fastest. More of them come as one array a column: the same text for any number. Immutable.
 *
 * @param <R> what a row is made of
 */
final class PostgresRows<R> {

    private record Column<R>(String name, PostgresType type, Function<R, @Nullable Object> value) {}

    private final int few;
    private final List<Column<R>> columns;
    private final List<String> queriesForFew;
    private final String queryForMany;

    private PostgresRows(int few, List<Column<R>> columns) {
        this.few = few;
        this.columns = columns;
        this.queriesForFew = IntStream.rangeClosed(1, few)
                .mapToObj(count -> "values " + String.join(", ", Collections.nCopies(count, parameters(""))))
                .toList();
        this.queryForMany = "select * from unnest" + parameters("[]");
    }

    /**
     * No columns yet.
     *
     * @param few how many rows come as values at most; each number makes one more statement for the database to keep
     */
    static <R> PostgresRows<R> ofFew(int few) {
        return new PostgresRows<>(few, List.of());
    }

    PostgresRows<R> uuid(String name, Function<R, @Nullable UUID> value) {
        return with(name, PostgresType.UUID, value);
    }

    PostgresRows<R> integer(String name, Function<R, @Nullable Integer> value) {
        return with(name, PostgresType.INT, value);
    }

    PostgresRows<R> bool(String name, Function<R, @Nullable Boolean> value) {
        return with(name, PostgresType.BOOL, value);
    }

    PostgresRows<R> text(String name, Function<R, @Nullable String> value) {
        return with(name, PostgresType.TEXT, value);
    }

    PostgresRows<R> time(String name, Function<R, @Nullable Instant> value) {
        return with(name, PostgresType.TIME, value);
    }

    /** The names of the columns, with commas between them. */
    String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** A query for so many rows. */
    String query(int count) {
        return count > few ? queryForMany : queriesForFew.get(count - 1);
    }

    /** Binds the rows of {@link #query} to the parameters after the given one, and returns the last that was bound. */
    int bind(Connection connection, PreparedStatement statement, List<R> rows, int lastParameter) throws SQLException {
        return rows.size() > few
                ? bindArrays(connection, statement, rows, lastParameter)
                : bindValues(statement, rows, lastParameter);
    }

    private int bindArrays(Connection connection, PreparedStatement statement, List<R> rows, int lastParameter)
            throws SQLException {
        int parameter = lastParameter;
        for (Column<R> column : columns) {
            List<@Nullable Object> values = new ArrayList<>(rows.size());
            rows.forEach(row -> values.add(column.value.apply(row)));
            statement.setArray(++parameter, column.type.arrayOf(connection, values));
        }
        return parameter;
    }

    private int bindValues(PreparedStatement statement, List<R> rows, int lastParameter) throws SQLException {
        int parameter = lastParameter;
        for (R row : rows) {
            for (Column<R> column : columns) {
                column.type.set(statement, ++parameter, column.value.apply(row));
            }
        }
        return parameter;
    }

    private String parameters(String suffix) {
        return columns.stream()
                .map(column -> "?::" + column.type.sqlName() + suffix)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private PostgresRows<R> with(String name, PostgresType type, Function<R, ? extends @Nullable Object> value) {
        List<Column<R>> extended = new ArrayList<>(columns);
        extended.add(new Column<>(name, type, value::apply));
        return new PostgresRows<>(few, List.copyOf(extended));
    }
}
