package dev.durable.autoconfigure.entities;

import dev.durable.jpa.testing.TestDatabase;

/** Entities and transactional activities on PostgreSQL. */
class PostgresTransactionalEntityTests extends TransactionalEntityContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.postgres();
    }
}
