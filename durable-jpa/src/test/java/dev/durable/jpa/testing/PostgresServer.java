package dev.durable.jpa.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL of this JVM's tests, started when it is first needed: the server that the system property {@value #URL_PROPERTY}
 * names (a JDBC URL; user and password by {@code durable.test.postgres.username} and {@code .password}), else one in Docker, else
 * one that runs embedded. {@value #KIND_PROPERTY} says {@code container} or {@code embedded} where nothing else will do,
 * {@value #IMAGE_PROPERTY} of which image a container is.
 */
public final class PostgresServer {

    /** System property with the JDBC URL of a server whose user may create databases. */
    public static final String URL_PROPERTY = "durable.test.postgres.url";

    private static final String KIND_PROPERTY = "durable.test.postgres";
    private static final String IMAGE_PROPERTY = "durable.test.postgres.image";

    private final TestDatabase administration;

    private PostgresServer(TestDatabase administration) {
        this.administration = administration;
    }

    /** The server. */
    public static PostgresServer instance() {
        return Holder.SERVER;
    }

    /** A new database. */
    public TestDatabase newDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection(
                        administration.url(), administration.username(), administration.password());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("No database could be created at " + administration.url(), e);
        }
        String url = administration.url().replaceFirst("(jdbc:postgresql:(//[^/]*/)?)[^?]*", "$1" + name);
        return new TestDatabase(url, administration.username(), administration.password());
    }

    private static PostgresServer start() {
        String url = System.getProperty(URL_PROPERTY);
        if (url != null) {
            return new PostgresServer(new TestDatabase(
                    url,
                    System.getProperty("durable.test.postgres.username", "postgres"),
                    System.getProperty("durable.test.postgres.password", "")));
        }
        String kind = System.getProperty(KIND_PROPERTY, "any");
        return switch (kind) {
            case "container" -> inDocker();
            case "embedded" -> embedded();
            case "any" -> DockerClientFactory.instance().isDockerAvailable() ? inDocker() : embedded();
            default -> throw new IllegalArgumentException(KIND_PROPERTY + " is container or embedded, not " + kind);
        };
    }

    @SuppressWarnings("resource") // stopped by Testcontainers when the JVM ends
    private static PostgresServer inDocker() {
        DockerImageName image = DockerImageName.parse(System.getProperty(IMAGE_PROPERTY, "postgres:18-alpine"))
                .asCompatibleSubstituteFor("postgres");
        PostgreSQLContainer container = new PostgreSQLContainer(image);
        container.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        container.start();
        return new PostgresServer(
                new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword()));
    }

    @SuppressWarnings("resource") // stops itself when the JVM ends
    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            return new PostgresServer(
                    new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException("Neither Docker nor the embedded PostgreSQL is available", e);
        }
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }
}
