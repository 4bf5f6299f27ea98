package dev.durable.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.jpa.testing.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pool whose connections fail as those of a busy or distributed database do: statements and commits are refused because of others
 * ({@code 40001}, {@code 40P01}), and connections break after a commit that nobody is told of any more ({@code 08006}). Counts the
 * failures that are seen, its own as well as the database's.
 */
final class UnreliablePool extends HikariDataSource {

    private final Random random;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private volatile double probability;

    UnreliablePool(TestDatabase database, long seed) {
        random = new Random(seed);
        setJdbcUrl(database.url());
        setUsername(database.username());
        setPassword(database.password());
        setMaximumPoolSize(10);
        setMinimumIdle(0);
    }

    /** From now on each statement and each commit fails with this probability. */
    void failing(double newProbability) {
        probability = newProbability;
    }

    /** How often a statement or commit has failed with the SQLState. */
    int failures(String state) {
        return failures.getOrDefault(state, 0);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return wrap(Connection.class, super.getConnection());
    }

    private <T> T wrap(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(target, method, args)));
    }

    private Object call(Object target, Method method, Object[] args) throws Throwable {
        try {
            if (target instanceof Connection connection && method.getName().equals("commit")) {
                commit(connection);
                return null;
            }
            if (target instanceof Statement statement && method.getName().startsWith("execute")) {
                return execute(statement, method, args);
            }
            Object result = method.invoke(target, args);
            return switch (method.getName()) {
                case "prepareStatement" -> wrap(PreparedStatement.class, (PreparedStatement) result);
                case "createStatement" -> wrap(Statement.class, (Statement) result);
                default -> result;
            };
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                count(failure);
            }
            throw e.getCause();
        }
    }

    private void commit(Connection connection) throws SQLException {
        if (!fails()) {
            connection.commit();
            return;
        }
        if (random.nextBoolean()) {
            connection.rollback();
            throw counted(new SQLException("serialization failure, found when it committed", "40001"));
        }
        connection.commit();
        throw counted(new SQLException("broken after it had committed", "08006"));
    }

    private Object execute(Statement statement, Method method, Object[] args) throws Throwable {
        if (!fails()) {
            return method.invoke(statement, args);
        }
        if (statement.getConnection().getAutoCommit() && random.nextBoolean()) {
            method.invoke(statement, args);
            throw counted(new SQLException("broken after it had committed by itself", "08006"));
        }
        throw counted(
                random.nextBoolean()
                        ? new SQLException("serialization failure", "40001")
                        : new SQLException("deadlock", "40P01"));
    }

    private boolean fails() {
        return random.nextDouble() < probability;
    }

    private SQLException counted(SQLException failure) {
        count(failure);
        return failure;
    }

    private void count(SQLException failure) {
        failures.merge(String.valueOf(failure.getSQLState()), 1, Integer::sum);
    }
}
