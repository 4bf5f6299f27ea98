package dev.durable.jpa;

import dev.durable.engine.scenario.EngineScenarioTests;
import dev.durable.jpa.testing.TestDatabase;
import dev.durable.store.DurableStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
