package dev.durable.sample.orders;

import org.springframework.test.context.TestPropertySource;

/** The whole application, on H2. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:order-flow;DB_CLOSE_DELAY=-1")
class H2OrderFlowTests extends OrderFlowContract {}
