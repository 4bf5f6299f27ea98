package dev.durable.jpa;

import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreContractTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class MariaDbStoreTests extends StoreContractTests {

    private static TestStore testStore;

    @BeforeAll
    static void open() {
        testStore = new TestStore(TestDatabase.mariaDb());
    }

    @BeforeEach
    void clear() {
        testStore.clear();
    }

    @AfterAll
    static void close() {
        testStore.close();
    }

    @Override
    public DurableStore store() {
        return testStore.store();
    }

    @Override
    public void inTransaction(Runnable work) {
        new TransactionTemplate(new JdbcTransactionManager(testStore.dataSource()))
                .executeWithoutResult(status -> work.run());
    }
}
