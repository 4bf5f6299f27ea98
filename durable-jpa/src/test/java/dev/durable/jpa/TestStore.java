package dev.durable.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.history.JsonEventCodec;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.DurableSchema;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.payload.JsonFailureInfoCodec;
import java.util.List;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** A store on a database of its own, with its schema. */
final class TestStore implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "run",
            "event",
            "message",
            "activity_task",
            "failed_attempt",
            "search_attribute",
            "node",
            "schedule",
            "update_rejection");

    private final HikariDataSource pool;
    private final CountingDataSource dataSource;
    private final TableNames names;
    private final SessionFactory sessions;
    private final JpaDurableStore store;

    TestStore(TestDatabase database) {
        this(database, TableNames.DEFAULT);
    }

    TestStore(TestDatabase database, TableNames names) {
        this(database.open(), names);
    }

    TestStore(HikariDataSource pool, TableNames names) {
        this.pool = pool;
        this.dataSource = new CountingDataSource(pool);
        this.names = names;
        DatabasePlatform platform = DatabasePlatform.of(dataSource);
        new DurableSchema(dataSource, platform, names).initialize();
        this.sessions = DurablePersistenceUnit.open(dataSource, platform, names);
        this.store = new JpaDurableStore(
                dataSource, sessions, platform, names, new JsonEventCodec(), new JsonFailureInfoCodec());
        dataSource.reset();
    }

    JpaDurableStore store() {
        return store;
    }

    CountingDataSource counting() {
        return dataSource;
    }

    DataSource dataSource() {
        return dataSource;
    }

    HikariDataSource pool() {
        return pool;
    }

    JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    void clear() {
        TABLES.forEach(table -> jdbc().update("delete from " + names.qualified(table)));
    }

    @Override
    public void close() {
        sessions.close();
        pool.close();
    }
}
