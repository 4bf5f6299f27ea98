package dev.durable.sample.orders.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One PostgreSQL server for all tests of this JVM: the one that {@code -Dtest.jdbc.url} names, else a container if there is a
 * Docker daemon, else an embedded one. Each caller gets a database of its own on it.
 */
public final class TestPostgres {

    private static final AtomicInteger databases = new AtomicInteger();

    private TestPostgres() {}

    /** A new, empty database. */
    public static Database newDatabase() {
        String name = "orders_" + ProcessHandle.current().pid() + "_" + databases.incrementAndGet();
        Database server = Holder.SERVER;
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create a database on " + server.url(), e);
        }
        return server.named(name);
    }

    /**
     * Where a database is.
     *
     * @param url JDBC URL
     * @param user user name
     * @param password password
     */
    public record Database(String url, String user, String password) {

        private Database named(String name) {
            return new Database(url.replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1"), user, password);
        }
    }

    private static final class Holder {

        static final Database SERVER = find();

        private static Database find() {
            String url = System.getProperty("test.jdbc.url");
            if (url != null) {
                return new Database(
                        url,
                        System.getProperty("test.jdbc.user", "postgres"),
                        System.getProperty("test.jdbc.password", ""));
            }
            return DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
        }

        @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it then
        private static Database container() {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
            container.start();
            return new Database(container.getJdbcUrl(), container.getUsername(), container.getPassword());
        }

        private static Database embedded() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                return new Database("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
