package dev.durable.jpa.schema;

import dev.durable.jpa.testing.TestDatabase;

class MariaDbSchemaTests extends DurableSchemaTests {

    @Override
    TestDatabase database() {
        return TestDatabase.mariaDb();
    }

    @Override
    DatabasePlatform platform() {
        return DatabasePlatform.MARIADB;
    }
}
