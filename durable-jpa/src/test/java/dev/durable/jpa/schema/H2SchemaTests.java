package dev.durable.jpa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.durable.jpa.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class H2SchemaTests extends DurableSchemaTests {

    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }

    @Override
    DatabasePlatform platform() {
        return DatabasePlatform.H2;
    }

    /** The lock takes a second connection. */
    @Test
    void onlyASchemaThatIsNotUpToDateIsLocked() {
        AtomicInteger connections = new AtomicInteger();
        try (HikariDataSource pool = database().open()) {
            DelegatingDataSource counted = new DelegatingDataSource(pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    connections.incrementAndGet();
                    return super.getConnection();
                }
            };
            DurableSchema schema = new DurableSchema(counted, platform(), TableNames.DEFAULT);
            schema.initialize();
            assertThat(connections).hasValue(2);

            schema.initialize();
            assertThat(connections).hasValue(3);
        }
    }
}
