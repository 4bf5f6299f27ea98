package dev.durable.sample.orders;

import org.springframework.test.context.TestPropertySource;

/** The activities on H2. */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:effects;DB_CLOSE_DELAY=-1")
class H2EffectsTests extends EffectsContract {}
