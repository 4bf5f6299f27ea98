package dev.durable.jpa;

import dev.durable.jpa.testing.TestDatabase;

class PostgresCommitCostTests extends CommitCostTests {

    private static final TestDatabase DATABASE = TestDatabase.postgres();

    @Override
    TestDatabase database() {
        return DATABASE;
    }

    /** The statement commits by itself. */
    @Override
    int commitsOfOneStatement() {
        return 0;
    }
}
