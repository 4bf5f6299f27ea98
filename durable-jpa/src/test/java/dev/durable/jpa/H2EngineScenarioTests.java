package dev.durable.jpa;

import dev.durable.engine.scenario.EngineScenarioTests;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.DurableStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class H2EngineScenarioTests extends EngineScenarioTests {

    private static TestStore testStore;

    @BeforeAll
    static void open() {
        testStore = new TestStore(TestDatabase.h2());
    }

    @AfterAll
    static void close() {
        testStore.close();
    }

    @Override
    protected DurableStore newStore() {
        testStore.clear();
        return testStore.store();
    }

    @Override
    public void inTransaction(Runnable work) {
        new TransactionTemplate(new JdbcTransactionManager(testStore.dataSource()))
                .executeWithoutResult(status -> work.run());
    }
}
