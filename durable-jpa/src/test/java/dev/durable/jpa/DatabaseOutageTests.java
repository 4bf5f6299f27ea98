package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.jpa.Transfers.Ledger;
import dev.durable.jpa.Transfers.Transfer;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that goes away below an engine at work: the server, the network, or the last connection of the pool. What was acknowledged is there in the
 * end, and each amount is booked, once if the node has kept its lease. After each test the fixture replays what is in the database.
 */
@Timeout(300)
class DatabaseOutageTests {

    private static final int WORKFLOWS = 10;
    private static final String READ_ONLY = "25006";
    private static final Duration LONG_LEASE = Duration.ofMinutes(10);

    private final List<AutoCloseable> resources = new ArrayList<>();
    private UnreliablePool pool;
    private TestStore testStore;

    @TempDir
    private Path directory;

    /** After the engines have stopped. */
    @Order(1)
    @RegisterExtension
    private final AfterEachCallback closing = context -> {
        testStore.close();
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    };

    @Order(2)
    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(() -> testStore.store());

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal that ends a server at once")
    void aServerThatCrashesAndComesBackHasLostNothing() {
        RestartableServer server = new RestartableServer(directory.resolve("database"));
        resources.add(server);
        AtomicBoolean hasCrashed = new AtomicBoolean();
        Ledger ledger = new Ledger(() -> {
            if (hasCrashed.compareAndSet(false, true)) {
                server.crash();
                server.start();
            }
        });
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger, server.database(), LONG_LEASE);

        transfers.start(engine, 0, WORKFLOWS);

        transfers.endAndAreBookedOnce(WORKFLOWS);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal that ends a server at once")
    void aStandbyThatTakesOverHasWhatWasCommittedAndIsWaitedForWhileItRefusesToWrite() throws IOException {
        ReplicatedServer server = new ReplicatedServer(directory);
        resources.add(server);
        AtomicBoolean hasCrashed = new AtomicBoolean();
        Ledger ledger = new Ledger(() -> {
            if (hasCrashed.compareAndSet(false, true)) {
                server.crashPrimary();
                engines.until(() -> pool.failures(READ_ONLY) > 0);
                server.promoteStandby();
            }
        });
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger, server.database(), LONG_LEASE);

        transfers.start(engine, 0, WORKFLOWS);

        transfers.endAndAreBookedOnce(WORKFLOWS);
    }

    @Test
    void connectionsThatAreCutInTheMiddleOfACommitLeaveNothingUndoneOrDoneTwice() {
        TestDatabase database = TestDatabase.postgres();
        LossyProxy proxy = new LossyProxy(database, 4711);
        resources.add(proxy);
        Ledger ledger = new Ledger(() -> {});
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger, proxy.of(database), LONG_LEASE);

        proxy.losing(0.1);
        int started = 0;
        while (started < WORKFLOWS || proxy.lostRequests() == 0 || proxy.lostAnswers() == 0) {
            transfers.start(engine, started, ++started);
        }
        long expected = started;
        engines.untilInFastTime(() -> ledger.transfers() == expected);
        proxy.losing(0);

        transfers.endAndAreBookedOnce(started);
    }

    @Test
    void aPoolThatTheApplicationHasExhaustedIsWaitedForBeyondTheLease() throws Exception {
        CountDownLatch exhausted = new CountDownLatch(1);
        Ledger ledger = new Ledger(() -> await(exhausted));
        TestDatabase database = TestDatabase.postgres();
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger, database, Duration.ofSeconds(1));
        transfers.start(engine, 0, WORKFLOWS);

        List<Connection> held = allConnections();
        exhausted.countDown();
        engines.until(() -> count(database, "durable_node where lease_until > current_timestamp") == 0);
        assertThat(count(database, "durable_event where event_type = 'ActivityTaskCompleted'"))
                .isZero();
        for (Connection connection : held) {
            connection.close();
        }

        transfers.endAndAreBooked(WORKFLOWS);
    }

    private TestEngine start(Ledger ledger, TestDatabase database, Duration lease) {
        pool = new UnreliablePool(database, 4711);
        pool.setConnectionTimeout(1_000);
        pool.setValidationTimeout(500);
        testStore = new TestStore(pool, TableNames.DEFAULT);
        return engines.engine()
                .lease(lease)
                .workflow(Transfer.class)
                .activity(ledger)
                .start();
    }

    /** All that the pool has; what the engine uses just now as soon as it gives it back. */
    private List<Connection> allConnections() {
        List<Connection> held = new ArrayList<>();
        engines.until(() -> {
            try {
                held.add(pool.getConnection());
            } catch (SQLException e) {
                // It was busy.
            }
            return held.size() == pool.getMaximumPoolSize();
        });
        return held;
    }

    /** Past the pool. */
    private static long count(TestDatabase database, String rows) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password());
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
