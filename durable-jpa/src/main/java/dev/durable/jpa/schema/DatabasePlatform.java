package dev.durable.jpa.schema;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import javax.sql.DataSource;

/** The databases that the store knows. */
public enum DatabasePlatform {
    /** PostgreSQL 13 or later. */
    POSTGRESQL("PostgreSQL"),
    /** H2 2. */
    H2("H2"),
    /** MySQL 8.0.19 or later. */
    MYSQL("MySQL"),
    /** MariaDB 10.6 or later. */
    MARIADB("MariaDB");

    private final String productName;

    DatabasePlatform(String productName) {
        this.productName = productName;
    }

    /** The name by which scripts and settings call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The platform of a database.
     *
     * @throws DurableException {@code DUR-1012} if it is none that is known
     */
    public static DatabasePlatform of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return of(connection.getMetaData());
        } catch (SQLException e) {
            throw new StoreUnavailableException("The database could not be asked what it is.", false, e);
        }
    }

    private static DatabasePlatform of(DatabaseMetaData metaData) throws SQLException {
        String product = metaData.getDatabaseProductName();
        String version = metaData.getDatabaseProductVersion();
        if (product.equals(MYSQL.productName) && version.contains(MARIADB.productName)) {
            // MySQL's driver takes MariaDB for an old MySQL and cuts the fractions of seconds off.
            throw new DurableException(
                    ErrorCode.DATABASE_UNSUPPORTED,
                    "The database is MariaDB, but the driver is MySQL's; MariaDB's driver (org.mariadb.jdbc) is needed.");
        }
        return Arrays.stream(values())
                .filter(platform -> platform.productName.equals(product))
                .findFirst()
                .orElseThrow(() -> new DurableException(
                        ErrorCode.DATABASE_UNSUPPORTED,
                        "The database is " + product + " " + version + ", which is not known."));
    }
}
