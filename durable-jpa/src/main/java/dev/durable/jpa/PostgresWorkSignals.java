package dev.durable.jpa;

import dev.durable.jpa.schema.TableNames;
import dev.durable.store.WorkSignals;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;

/** By {@code NOTIFY}, never in the transaction of a turn: commits of notifications wait for each other. */
final class PostgresWorkSignals implements WorkSignals {

    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(5);

    private final StoreConnections connections;
    private final DataSource dataSource;
    private final String channel;

    PostgresWorkSignals(StoreConnections connections, DataSource dataSource, TableNames names) {
        this.connections = connections;
        this.dataSource = dataSource;
        this.channel = names.qualified("work").replace('.', '_').toLowerCase(Locale.ROOT);
    }

    @Override
    public void send() {
        send("");
    }

    /** Sends a signal that says who it is from. */
    void send(String sender) {
        connections.inOwnStatement(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select pg_notify(?, ?)")) {
                statement.setString(1, channel);
                statement.setString(2, sender);
                return statement.execute();
            }
        });
    }

    @Override
    public Listening listen(Runnable onSignal) {
        return listen(onSignal, RECONNECT_PAUSE);
    }

    Listening listen(Runnable onSignal, Duration reconnectPause) {
        PostgresListener listener = new PostgresListener(dataSource, channel, this::send, onSignal, reconnectPause);
        Thread thread = new Thread(listener, "durable-listen");
        thread.setDaemon(true);
        thread.start();
        return listener;
    }
}
