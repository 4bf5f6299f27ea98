package dev.durable.autoconfigure.entities;

import dev.durable.jpa.testing.TestDatabase;

/** Entities and transactional activities on H2. */
class H2TransactionalEntityTests extends TransactionalEntityContract {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.h2();
    }
}
