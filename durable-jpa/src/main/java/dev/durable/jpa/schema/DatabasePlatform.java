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
            DatabaseMetaData metaData = connection.getMetaData();
            // MariaDB calls itself MySQL when asked by MySQL's driver.
            String product = metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
            if (product.contains(MARIADB.productName)) {
                return MARIADB;
            }
            return Arrays.stream(values())
                    .filter(platform -> product.startsWith(platform.productName + " "))
                    .findFirst()
                    .orElseThrow(() -> new DurableException(
                            ErrorCode.DATABASE_UNSUPPORTED, "The database is " + product + ", which is not known."));
        } catch (SQLException e) {
            throw new StoreUnavailableException("The database could not be asked what it is.", false, e);
        }
    }
}
