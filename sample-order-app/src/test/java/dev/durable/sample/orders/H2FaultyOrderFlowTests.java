package dev.durable.sample.orders;

import org.springframework.test.context.TestPropertySource;

/** The whole application with faults, on H2. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:faulty-order-flow;DB_CLOSE_DELAY=-1")
class H2FaultyOrderFlowTests extends FaultyOrderFlowContract {}
