package dev.durable.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.history.JsonEventCodec;
import dev.durable.jpa.DurablePersistenceUnit;
import dev.durable.jpa.JpaDurableStore;
import dev.durable.jpa.schema.DatabasePlatform;
import dev.durable.jpa.schema.TableNames;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import java.sql.SQLException;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;

/** One node's way to a database that has the engine's tables: a pool of connections, and a store on it. */
final class StoreConnection implements AutoCloseable {

    /** Names of the engine's tables. */
    static final TableNames TABLES = new TableNames("durable_benchmark_", null);

    private static final int CONNECTIONS = 10;

    private final HikariDataSource dataSource;
    private final SessionFactory unit;
    private final DurableStore store;

    private StoreConnection(HikariDataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        DatabasePlatform platform = DatabasePlatform.of(dataSource);
        this.unit = DurablePersistenceUnit.open(dataSource, platform, TABLES);
        this.store = new JpaDurableStore(
                dataSource, unit, platform, TABLES, new JsonEventCodec(), new JsonFailureInfoCodec());
    }

    static StoreConnection to(HikariDataSource dataSource) throws SQLException {
        return new StoreConnection(dataSource);
    }

    static HikariDataSource pool(String url, String user, @Nullable String password) {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(user);
        dataSource.setPassword(password);
        dataSource.setMaximumPoolSize(CONNECTIONS);
        dataSource.setMinimumIdle(1);
        return dataSource;
    }

    HikariDataSource dataSource() {
        return dataSource;
    }

    DurableStore store() {
        return store;
    }

    /** Closes what uses the pool, but not the pool. */
    void closeUnit() {
        unit.close();
    }

    @Override
    public void close() {
        closeUnit();
        dataSource.close();
    }
}
