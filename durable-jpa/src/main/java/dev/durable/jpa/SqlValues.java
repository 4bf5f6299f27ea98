package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a platform's driver takes the values that native statements bind. */
enum SqlValues {
    /** H2 has types for UUIDs and for times with a zone. */
    TYPED {
        @Override
        void setUuid(PreparedStatement statement, int parameter, @Nullable UUID uuid) throws SQLException {
            statement.setObject(parameter, uuid);
        }

        @Override
        void setTime(PreparedStatement statement, int parameter, @Nullable Instant time) throws SQLException {
            if (time == null) {
                statement.setNull(parameter, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setObject(parameter, time.atOffset(ZoneOffset.UTC));
            }
        }
    },
    /** MySQL and MariaDB hold UUIDs as bytes, and times in UTC without saying so. */
    PLAIN {
        @Override
        void setUuid(PreparedStatement statement, int parameter, @Nullable UUID uuid) throws SQLException {
            if (uuid == null) {
                statement.setNull(parameter, Types.BINARY);
                return;
            }
            byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            statement.setBytes(parameter, bytes);
        }

        @Override
        void setTime(PreparedStatement statement, int parameter, @Nullable Instant time) throws SQLException {
            if (time == null) {
                statement.setNull(parameter, Types.TIMESTAMP);
            } else {
                statement.setObject(parameter, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
            }
        }
    };

    static SqlValues of(DatabasePlatform platform) {
        return switch (platform) {
            case POSTGRESQL, H2 -> TYPED;
            case MYSQL, MARIADB -> PLAIN;
        };
    }

    abstract void setUuid(PreparedStatement statement, int parameter, @Nullable UUID uuid) throws SQLException;

    abstract void setTime(PreparedStatement statement, int parameter, @Nullable Instant time) throws SQLException;
}
