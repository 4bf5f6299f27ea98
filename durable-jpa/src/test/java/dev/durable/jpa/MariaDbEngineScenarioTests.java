package dev.durable.jpa;

import dev.durable.engine.scenario.ActivityCrashScenarios;
import dev.durable.engine.scenario.ChildScenarios;
import dev.durable.engine.scenario.CommitScenarios;
import dev.durable.engine.scenario.OwnershipScenarios;
import dev.durable.engine.scenario.ScheduleScenarios;
import dev.durable.engine.scenario.SignalRaceScenarios;
import dev.durable.engine.scenario.TransactionScenarios;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.DurableStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Those scenarios in which a database's locks and isolation matter most; the others say nothing that the contract suite does not. */
@Timeout(120)
class MariaDbEngineScenarioTests
        implements CommitScenarios,
                SignalRaceScenarios,
                OwnershipScenarios,
                ActivityCrashScenarios,
                ChildScenarios,
                TransactionScenarios,
                ScheduleScenarios {

    private static TestStore testStore;

    @RegisterExtension
    private final EngineFixture engines = new EngineFixture(MariaDbEngineScenarioTests::emptyStore);

    @BeforeAll
    static void open() {
        testStore = new TestStore(TestDatabase.mariaDb());
    }

    @AfterAll
    static void close() {
        testStore.close();
    }

    @Override
    public EngineFixture engines() {
        return engines;
    }

    @Override
    public void inTransaction(Runnable work) {
        Transactions.jdbc(testStore.dataSource()).executeWithoutResult(status -> work.run());
    }

    private static DurableStore emptyStore() {
        testStore.clear();
        return testStore.store();
    }
}
