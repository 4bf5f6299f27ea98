package dev.durable.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.jpa.Transfers.Ledger;
import dev.durable.jpa.Transfers.Transfer;
import dev.durable.jpa.schema.TableNames;
import dev.durable.jpa.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A PostgreSQL in trouble below an engine at work: it waits, goes on, and books each amount once. After each test the fixture replays
 * what is in the database.
 */
@Timeout(120)
class DatabaseTroubleTests {

    private static final int WORKFLOWS = 10;

    private final TestDatabase database = TestDatabase.postgres();
    private UnreliablePool pool;
    private TestStore testStore;

    /** After the engines have stopped. */
    @Order(1)
    @RegisterExtension
    private final AfterEachCallback closing = context -> testStore.close();

    @Order(2)
    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(() -> testStore.store());

    @Test
    void refusedStatementsAndCommitsOfUnknownOutcomeAreRepeatedOrReadBack() {
        Ledger ledger = new Ledger(() -> {});
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger);

        pool.failing(0.1);
        transfers.start(engine, 0, WORKFLOWS);
        engines.untilInFastTime(() -> ledger.transfers() == WORKFLOWS);
        pool.failing(0);

        transfers.endAndAreBookedOnce(WORKFLOWS);
        assertThat(pool.failures("40001")).isPositive();
    }

    @Test
    void connectionsThatTheServerEndsAreReplaced() {
        Ledger ledger = new Ledger(this::endConnections);
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger);

        transfers.start(engine, 0, WORKFLOWS);

        transfers.endAndAreBookedOnce(WORKFLOWS);
    }

    @Test
    void aDatabaseThatOnlyReadsIsWaitedFor() {
        Ledger ledger = new Ledger(() -> readOnly(true));
        Transfers transfers = new Transfers(engines, ledger);
        TestEngine engine = start(ledger);

        transfers.start(engine, 0, 1);
        engines.untilInFastTime(() -> pool.failures("25006") > 2);
        assertThat(historyOf("transfer-0")).doesNotContain("ActivityTaskCompleted");
        ledger.onBooking = () -> {};
        readOnly(false);

        transfers.endAndAreBookedOnce(1);
    }

    private TestEngine start(Ledger ledger) {
        pool = new UnreliablePool(database, 4711);
        testStore = new TestStore(pool, TableNames.DEFAULT);
        return engines.engine().workflow(Transfer.class).activity(ledger).start();
    }

    /** Past the pool, which may be in trouble. */
    private List<String> historyOf(String workflowId) {
        return withAdministrator(statement -> {
            List<String> types = new ArrayList<>();
            ResultSet rows =
                    statement.executeQuery("select event_type from durable_event join durable_run using (run_id)"
                            + " where workflow_id = '" + workflowId + "'");
            while (rows.next()) {
                types.add(rows.getString(1));
            }
            return types;
        });
    }

    private void readOnly(boolean on) {
        withAdministrator(statement ->
                statement.execute("alter database " + statement.getConnection().getCatalog()
                        + " set default_transaction_read_only = " + (on ? "on" : "off")));
        endConnections();
    }

    private void endConnections() {
        withAdministrator(statement -> statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()"));
    }

    private interface Administration<T> {
        T by(Statement statement) throws SQLException;
    }

    private <T> T withAdministrator(Administration<T> work) {
        try (Connection connection =
                        DriverManager.getConnection(database.url(), database.username(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            return work.by(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
