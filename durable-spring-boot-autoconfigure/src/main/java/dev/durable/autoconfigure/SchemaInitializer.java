package dev.durable.autoconfigure;

import dev.durable.jpa.schema.DurableSchema;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/** Creates or updates the tables if it is to, and otherwise makes sure that they fit. */
final class SchemaInitializer implements InitializingBean {

    private static final Logger logger = LoggerFactory.getLogger(SchemaInitializer.class);

    private final EngineDatabase database;
    private final DatabaseInitializationMode mode;

    SchemaInitializer(EngineDatabase database, DatabaseInitializationMode mode) {
        this.database = database;
        this.mode = mode;
    }

    @Override
    public void afterPropertiesSet() {
        DurableSchema schema = new DurableSchema(database.dataSource(), database.platform(), database.tables());
        if (initializes(database.dataSource())) {
            logger.debug("Initializing the schema: {}, {}", database.platform(), database.tables());
            schema.initialize();
        }
        schema.verify();
    }

    private boolean initializes(DataSource dataSource) {
        return switch (mode) {
            case ALWAYS -> true;
            case EMBEDDED -> EmbeddedDatabaseConnection.isEmbedded(dataSource);
            case NEVER -> false;
        };
    }
}
