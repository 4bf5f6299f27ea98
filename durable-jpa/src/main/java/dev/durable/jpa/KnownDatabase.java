package dev.durable.jpa;

import dev.durable.jpa.schema.DatabasePlatform;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.cfg.AvailableSettings;

/**
 * Settings that tell Hibernate the database's product and version, so that it need not look at everything else that JDBC says of a database. On H2 that
 * is work in this process, side by side with the application's own unit, which does the same; the store's unit needs none of it. Elsewhere Hibernate finds
 * out by itself: databases that are compatible with PostgreSQL use its name, and there are questions to MySQL's servers beyond their version.
 */
final class KnownDatabase {

    private KnownDatabase() {}

    /** The settings; none if Hibernate is to look by itself. */
    static Map<String, Object> settings(DataSource dataSource, DatabasePlatform platform) {
        if (platform != DatabasePlatform.H2) {
            return Map.of();
        }
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            return Map.of(
                    AvailableSettings.ALLOW_METADATA_ON_BOOT, false,
                    AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, metaData.getDatabaseProductName(),
                    AvailableSettings.JAKARTA_HBM2DDL_DB_VERSION, metaData.getDatabaseProductVersion(),
                    AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, metaData.getDatabaseMajorVersion(),
                    AvailableSettings.JAKARTA_HBM2DDL_DB_MINOR_VERSION, metaData.getDatabaseMinorVersion());
        } catch (SQLException e) {
            // Hibernate meets the same, and says it where its settings are known
            return Map.of();
        }
    }
}
