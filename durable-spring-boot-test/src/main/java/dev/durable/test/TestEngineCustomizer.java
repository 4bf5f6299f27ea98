package dev.durable.test;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Sets the engine up for tests, whatever the application's configuration says: a crashed engine's successor has its name, so that it takes the
 * runs over at once, and where time is virtual nothing may depend on the clock of a database, or expire because a month was skipped.
 *
 * @param slice whether the context is that of a {@link DurableTest}
 */
record TestEngineCustomizer(boolean slice) implements ContextCustomizer {

    private static final String NAME = "durableTestEngine";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        ConfigurableEnvironment environment = context.getEnvironment();
        MapPropertySource properties = new MapPropertySource(NAME, propertiesOf(environment));
        MutablePropertySources sources = environment.getPropertySources();
        if (sources.contains(TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME)) {
            sources.addAfter(TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME, properties);
        } else {
            sources.addFirst(properties);
        }
    }

    private Map<String, Object> propertiesOf(ConfigurableEnvironment environment) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("durable.cluster.node-name", "durable-test-" + UUID.randomUUID());
        properties.put(TestProperties.SLICE, slice);
        if (TestProperties.time(environment) != TestTime.REAL) {
            properties.put("durable.cluster.notifications", "false");
            properties.put("durable.worker.passivate-after", "0s");
            properties.put("durable.cluster.lease-duration", leaseDuration(environment));
        }
        return properties;
    }

    /** A store in memory goes by virtual time, a database does not. */
    private static String leaseDuration(ConfigurableEnvironment environment) {
        return TestProperties.store(environment) == TestStore.IN_MEMORY ? "36500d" : "30d";
    }
}
