package dev.durable.jpa.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;

/** A database of its own for a test class. */
public record TestDatabase(String url, String username, String password) {

    /** An empty H2 in memory, which lives as long as the JVM. */
    public static TestDatabase h2() {
        return new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** An empty database on the JVM's PostgreSQL. */
    public static TestDatabase postgres() {
        return PostgresServer.instance().newDatabase();
    }

    /** An empty database on the JVM's MariaDB. */
    public static TestDatabase mariaDb() {
        return MariaDbServer.instance().newDatabase();
    }

    /** A pool of connections, to be closed by the caller. */
    public HikariDataSource open() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(username);
        dataSource.setPassword(password);
        dataSource.setMaximumPoolSize(10);
        dataSource.setMinimumIdle(0);
        dataSource.setConnectionTimeout(10_000);
        return dataSource;
    }
}
