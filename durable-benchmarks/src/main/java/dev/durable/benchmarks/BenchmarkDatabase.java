package dev.durable.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.history.JsonEventCodec;
import dev.durable.jpa.schema.TableNames;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.DurableStore;
import dev.durable.store.memory.InMemoryStore;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The database that is measured, with the engine's tables in it; they are dropped before and after. */
final class BenchmarkDatabase implements AutoCloseable {

    private final DurableStore store;
    private final @Nullable StoreConnection connection;
    private final @Nullable EmbeddedServer server;
    private final ServerGauge gauge;
    private final Map<String, String> facts = new LinkedHashMap<>();

    private BenchmarkDatabase(
            DurableStore store,
            @Nullable StoreConnection connection,
            @Nullable EmbeddedServer server,
            ServerGauge gauge) {
        this.store = store;
        this.connection = connection;
        this.server = server;
        this.gauge = gauge;
    }

    /** Opens the database that {@code --database}, {@code --url}, {@code --user}, {@code --password} and {@code --commit-delay} name. */
    static BenchmarkDatabase open(Arguments arguments) throws IOException, SQLException {
        String kind = arguments.text("database", "postgres");
        String url = arguments.optionalText("url");
        String user = arguments.optionalText("user");
        String password = arguments.optionalText("password");
        int commitDelay = arguments.number("commit-delay", 0);
        return switch (kind) {
            case "postgres" -> postgres(url, user, password, commitDelay);
            case "h2" -> h2(url == null ? "jdbc:h2:mem:benchmark;DB_CLOSE_DELAY=-1" : url, user, password);
            case "memory" -> memory();
            default -> throw new IllegalArgumentException("--database must be postgres, h2 or memory, not " + kind);
        };
    }

    private static BenchmarkDatabase memory() {
        DurableStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());
        BenchmarkDatabase database = new BenchmarkDatabase(store, null, null, ServerGauge.NONE);
        database.facts.put("product", "memory");
        return database;
    }

    private static BenchmarkDatabase h2(String url, @Nullable String user, @Nullable String password)
            throws SQLException {
        HikariDataSource dataSource = StoreConnection.pool(url, user == null ? "sa" : user, password);
        BenchmarkDatabase database = relational(dataSource, null, ServerGauge.NONE);
        database.facts.put("product", "H2");
        database.facts.put("url", url);
        return database;
    }

    private static BenchmarkDatabase postgres(
            @Nullable String url, @Nullable String user, @Nullable String password, int commitDelay)
            throws IOException, SQLException {
        EmbeddedServer server = url == null ? EmbeddedServer.start(commitDelay) : null;
        String location = url != null ? url : Objects.requireNonNull(server).url();
        HikariDataSource dataSource = StoreConnection.pool(location, user == null ? "postgres" : user, password);
        // As the guide recommends it; it only matters to the yardstick, because the store sends arrays.
        dataSource.addDataSourceProperty("reWriteBatchedInserts", "true");
        boolean local = location.contains("//localhost") || location.contains("//127.0.0.1");
        BenchmarkDatabase database = relational(dataSource, server, new PostgresGauge(dataSource, local));
        database.facts.put("product", "PostgreSQL");
        database.facts.put("url", server == null ? location : "(embedded)");
        database.facts.put("reWriteBatchedInserts", "true");
        database.facts.putAll(database.gauge.facts());
        return database;
    }

    private static BenchmarkDatabase relational(
            HikariDataSource dataSource, @Nullable EmbeddedServer server, ServerGauge gauge) throws SQLException {
        new ScratchTables(dataSource, StoreConnection.TABLES).create();
        StoreConnection connection = StoreConnection.to(dataSource);
        return new BenchmarkDatabase(connection.store(), connection, server, gauge);
    }

    DurableStore store() {
        return store;
    }

    ServerGauge gauge() {
        return gauge;
    }

    Map<String, String> facts() {
        return facts;
    }

    /** Null for the store in memory. */
    @Nullable
    HikariDataSource dataSource() {
        return connection == null ? null : connection.dataSource();
    }

    /** Where it is, for other processes. */
    String url() {
        return Objects.requireNonNull(dataSource(), "There is no database").getJdbcUrl();
    }

    /** Another way to it, as another node has. */
    StoreConnection another() throws SQLException {
        HikariDataSource mine = Objects.requireNonNull(dataSource(), "There is no database");
        return StoreConnection.to(StoreConnection.pool(mine.getJdbcUrl(), mine.getUsername(), mine.getPassword()));
    }

    /** Names of the engine's tables. */
    TableNames tables() {
        return StoreConnection.TABLES;
    }

    @Override
    public void close() throws SQLException, IOException {
        if (connection != null) {
            connection.closeUnit();
            new ScratchTables(connection.dataSource(), StoreConnection.TABLES).drop();
            connection.dataSource().close();
        }
        if (server != null) {
            server.close();
        }
    }
}
