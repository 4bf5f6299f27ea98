package dev.durable.sample.orders;

import dev.durable.sample.orders.support.TestPostgres;
import dev.durable.sample.orders.support.TestPostgres.Database;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with faults, on PostgreSQL. */
class PostgresFaultyOrderFlowTests extends FaultyOrderFlowContract {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        Database database = TestPostgres.newDatabase();
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::user);
        registry.add("spring.datasource.password", database::password);
    }
}
