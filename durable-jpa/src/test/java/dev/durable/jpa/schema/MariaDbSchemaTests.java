package dev.durable.jpa.schema;

import dev.durable.jpa.testing.TestDatabase;

/** On MySQL if that is the server which was named. */
class MariaDbSchemaTests extends DurableSchemaTests {

    private final TestDatabase database = TestDatabase.mariaDb();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    DatabasePlatform platform() {
        return database.url().startsWith("jdbc:mysql:") ? DatabasePlatform.MYSQL : DatabasePlatform.MARIADB;
    }
}
