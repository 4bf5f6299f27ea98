package dev.durable.jpa.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mariadb.MariaDBContainer;

/**
 * The MariaDB of this JVM's tests, started when it is first needed: the server that the system property {@value #URL_PROPERTY} names
 * (a JDBC URL; user and password by {@code durable.test.mariadb.username} and {@code .password}), else the one installed below
 * {@value #HOME_PROPERTY}, else one in Docker, else one whose binaries are on the class path, else one found on the {@code PATH}.
 * There is no test without it: where none can be had, the tests that need it fail. The URL may be one of MySQL ({@code jdbc:mysql:…}), of which
 * the same is expected.
 */
public final class MariaDbServer {

    /** System property with the JDBC URL of a server whose user may create databases. */
    public static final String URL_PROPERTY = "durable.test.mariadb.url";

    /** System property with a folder that has {@code bin/mariadbd} or {@code sbin/mariadbd}: another version than the build's. */
    public static final String HOME_PROPERTY = "durable.test.mariadb.home";

    private static final String IMAGE = "mariadb:11.4";

    private final TestDatabase administration;

    private MariaDbServer(TestDatabase administration) {
        this.administration = administration;
    }

    /** The server. */
    public static MariaDbServer instance() {
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
        String url = administration.url().replaceFirst("(jdbc:(mariadb|mysql):.*?//[^/]*/)[^?]*", "$1" + name);
        return new TestDatabase(url, administration.username(), administration.password());
    }

    private static MariaDbServer start() {
        String url = System.getProperty(URL_PROPERTY);
        if (url != null) {
            return new MariaDbServer(new TestDatabase(
                    url,
                    System.getProperty("durable.test.mariadb.username", "root"),
                    System.getProperty("durable.test.mariadb.password", "")));
        }
        String home = System.getProperty(HOME_PROPERTY);
        if (home != null) {
            return asProcess(MariaDbBinaries.installedIn(Path.of(home)));
        }
        return DockerClientFactory.instance().isDockerAvailable() ? inDocker() : asProcess(MariaDbBinaries.find());
    }

    @SuppressWarnings("resource") // stopped by Testcontainers when the JVM ends
    private static MariaDbServer inDocker() {
        MariaDBContainer container = new MariaDBContainer(IMAGE);
        container.withUsername("root").withCommand("--max-connections=300");
        container.start();
        return new MariaDbServer(
                new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword()));
    }

    private static MariaDbServer asProcess(MariaDbBinaries binaries) {
        return new MariaDbServer(new TestDatabase(MariaDbProcess.start(binaries).url(), "root", ""));
    }

    private static final class Holder {
        static final MariaDbServer SERVER = start();
    }
}
