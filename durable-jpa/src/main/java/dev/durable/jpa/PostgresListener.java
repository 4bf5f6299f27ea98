package dev.durable.jpa;

import dev.durable.store.WorkSignals.Listening;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own, and on another one when that breaks. Before it trusts a connection it sends itself a signal: behind a
 * pooler that shares connections among transactions none ever comes, and then it gives up. Runs on one thread; {@link #close} may be called
 * by others.
 */
final class PostgresListener implements Runnable, Listening {

    private static final Logger logger = LoggerFactory.getLogger(PostgresListener.class);
    private static final Duration SELF_TEST = Duration.ofSeconds(5);

    /** How long the driver waits at once: close is noticed that late. */
    private static final int WAIT_MILLIS = 500;

    /** In waits: how often a silent connection is asked whether it is still there. */
    private static final int CHECK_EVERY = 120;

    private final DataSource dataSource;
    private final String channel;
    private final Consumer<String> send;
    private final Runnable onSignal;
    private final Duration reconnectPause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean troubled;

    /**
     * @param send sends a signal that says who it is from
     */
    PostgresListener(
            DataSource dataSource, String channel, Consumer<String> send, Runnable onSignal, Duration reconnectPause) {
        this.dataSource = dataSource;
        this.channel = channel;
        this.send = send;
        this.onSignal = onSignal;
        this.reconnectPause = reconnectPause;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public void run() {
        try {
            boolean goesOn = true;
            while (goesOn && !isClosed()) {
                goesOn = listenUntilItBreaks();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it makes sense to try again. */
    private boolean listenUntilItBreaks() throws InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            if (!connection.isWrapperFor(PGConnection.class)) {
                logger.info(
                        "This driver's connections do not listen; messages from other instances are found by polling");
                return false;
            }
            return listen(connection, connection.unwrap(PGConnection.class));
        } catch (SQLException | RuntimeException e) {
            if (!troubled && !isClosed()) {
                logger.warn("Listening for work broke off and is tried again: {}", e.getMessage());
            }
            troubled = true;
            boolean over = closed.await(reconnectPause.toMillis(), TimeUnit.MILLISECONDS);
            return !over;
        }
    }

    private boolean listen(Connection connection, PGConnection notifications) throws SQLException {
        execute(connection, "listen " + channel);
        try {
            if (!hearsItself(notifications)) {
                if (!isClosed()) {
                    logger.warn(
                            "Notifications do not arrive, perhaps because of a connection pooler in transaction mode;"
                                    + " messages from other instances are found by polling");
                }
                return false;
            }
            troubled = false;
            // what was sent while nobody listened
            onSignal.run();
            passOn(connection, notifications);
            return false;
        } finally {
            stopListening(connection);
        }
    }

    private boolean hearsItself(PGConnection notifications) throws SQLException {
        String self = UUID.randomUUID().toString();
        send.accept(self);
        long deadline = System.nanoTime() + SELF_TEST.toNanos();
        while (!isClosed() && System.nanoTime() < deadline) {
            for (PGNotification notification : heard(notifications)) {
                if (notification.getParameter().equals(self)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void passOn(Connection connection, PGConnection notifications) throws SQLException {
        int silentWaits = 0;
        while (!isClosed()) {
            if (heard(notifications).length > 0) {
                silentWaits = 0;
                onSignal.run();
            } else if (++silentWaits % CHECK_EVERY == 0) {
                execute(connection, "select 1");
            }
        }
    }

    private static PGNotification[] heard(PGConnection notifications) throws SQLException {
        PGNotification[] heard = notifications.getNotifications(WAIT_MILLIS);
        return heard == null ? new PGNotification[0] : heard;
    }

    /** The connection goes back to its pool, where nobody wants what it hears. */
    private static void stopListening(Connection connection) {
        try {
            execute(connection, "unlisten *");
        } catch (SQLException e) {
            logger.debug("A connection that listened is broken", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
