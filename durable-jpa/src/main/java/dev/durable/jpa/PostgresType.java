package dev.durable.jpa;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A type of column: how PostgreSQL calls it, and how its driver takes values of it, one by one and as an array. */
enum PostgresType {
    BOOL("bool", Boolean[]::new, value -> value, value -> value),
    INT("int4", Integer[]::new, value -> value, value -> value),
    TEXT("text", String[]::new, value -> value, value -> value),
    TIME("timestamptz", String[]::new, value -> ((Instant) value).atOffset(ZoneOffset.UTC), Object::toString),
    UUID("uuid", java.util.UUID[]::new, value -> value, value -> value);

    private final String sqlName;
    private final IntFunction<@Nullable Object[]> newArray;
    private final Function<Object, Object> asParameter;
    private final Function<Object, Object> asElement;

    PostgresType(
            String sqlName,
            IntFunction<@Nullable Object[]> newArray,
            Function<Object, Object> asParameter,
            Function<Object, Object> asElement) {
        this.sqlName = sqlName;
        this.newArray = newArray;
        this.asParameter = asParameter;
        this.asElement = asElement;
    }

    String sqlName() {
        return sqlName;
    }

    void set(PreparedStatement statement, int parameter, @Nullable Object value) throws SQLException {
        statement.setObject(parameter, value == null ? null : asParameter.apply(value));
    }

    Array arrayOf(Connection connection, List<? extends @Nullable Object> values) throws SQLException {
        @Nullable Object[] elements = newArray.apply(values.size());
        for (int i = 0; i < elements.length; i++) {
            Object value = values.get(i);
            elements[i] = value == null ? null : asElement.apply(value);
        }
        return connection.createArrayOf(sqlName, elements);
    }
}
