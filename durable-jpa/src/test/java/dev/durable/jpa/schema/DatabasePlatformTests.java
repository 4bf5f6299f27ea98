package dev.durable.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabasePlatformTests {

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 18.1, POSTGRESQL",
        "H2, 2.4.240, H2",
        "MySQL, 9.1.0, MYSQL",
        "MariaDB, 10.11.19-MariaDB, MARIADB"
    })
    void aPlatformIsKnownByItsProductName(String product, String version, DatabasePlatform platform)
            throws SQLException {
        assertThat(DatabasePlatform.of(database(product, version))).isEqualTo(platform);
    }

    @ParameterizedTest
    @CsvSource({"Oracle, 23", "MySQL, 5.5.5-10.11.19-MariaDB"})
    void otherDatabasesAndDriversAreRefused(String product, String version) throws SQLException {
        DataSource database = database(product, version);

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> DatabasePlatform.of(database))
                .extracting(DurableException::code)
                .isEqualTo(ErrorCode.DATABASE_UNSUPPORTED);
    }

    @Test
    void aDatabaseThatCannotBeAskedIsUnavailable() throws SQLException {
        DataSource database = mock(DataSource.class);
        when(database.getConnection()).thenThrow(new SQLException("down"));

        assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> DatabasePlatform.of(database));
    }

    private static DataSource database(String product, String version) throws SQLException {
        DataSource dataSource = mock(DataSource.class);
        Connection connection = mock(Connection.class);
        DatabaseMetaData metaData = mock(DatabaseMetaData.class);
        when(dataSource.getConnection()).thenReturn(connection);
        when(connection.getMetaData()).thenReturn(metaData);
        when(metaData.getDatabaseProductName()).thenReturn(product);
        when(metaData.getDatabaseProductVersion()).thenReturn(version);
        return dataSource;
    }
}
