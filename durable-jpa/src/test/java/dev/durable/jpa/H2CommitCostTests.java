package dev.durable.jpa;

import dev.durable.jpa.testing.TestDatabase;

class H2CommitCostTests extends CommitCostTests {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Override
    int commitsOfOneStatement() {
        return 1;
    }
}
