package dev.durable.jpa.schema;

import dev.durable.jpa.testing.TestDatabase;

class H2SchemaTests extends DurableSchemaTests {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Override
    DatabasePlatform platform() {
        return DatabasePlatform.H2;
    }
}
