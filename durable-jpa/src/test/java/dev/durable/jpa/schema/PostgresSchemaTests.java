package dev.durable.jpa.schema;

import dev.durable.jpa.testing.TestDatabase;

class PostgresSchemaTests extends DurableSchemaTests {

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }

    @Override
    DatabasePlatform platform() {
        return DatabasePlatform.POSTGRESQL;
    }
}
