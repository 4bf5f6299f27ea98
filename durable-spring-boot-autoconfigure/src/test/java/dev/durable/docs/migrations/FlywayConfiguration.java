package dev.durable.docs.migrations;

import dev.durable.jpa.schema.DatabasePlatform;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// region flyway
@Configuration(proxyBeanMethods = false)
public class FlywayConfiguration {

    @Bean
    FlywayMigrationStrategy durableMigrations() {
        return application -> {
            application.migrate();
            Flyway.configure()
                    .dataSource(application.getConfiguration().getDataSource())
                    .locations("classpath:dev/durable/jpa/schema/"
                            + databaseOf(application)) // postgresql, h2, mysql, mariadb
                    .table("durable_flyway_history") // versions of its own, which do not mix with the application's
                    .baselineOnMigrate(true) // the schema is not empty
                    .baselineVersion("0")
                    .placeholders(Map.of("prefix", "durable_", "schema", "")) // or, with a dot, "workflows."
                    .load()
                    .migrate();
        };
    }

    private static String databaseOf(Flyway flyway) {
        return DatabasePlatform.of(flyway.getConfiguration().getDataSource()).id();
    }
}
// endregion
