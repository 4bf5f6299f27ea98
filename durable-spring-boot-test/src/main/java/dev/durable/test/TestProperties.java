package dev.durable.test;

import org.springframework.core.env.Environment;

/** What {@link AutoConfigureDurableTest} says, and whether there is a {@link DurableTest}, as properties. */
final class TestProperties {

    static final String STORE = "durable.test.store";
    static final String TIME = "durable.test.time";
    static final String REPLAY = "durable.test.replay";
    static final String SLICE = "durable.test.slice";

    private TestProperties() {}

    static TestStore store(Environment environment) {
        return environment.getProperty(STORE, TestStore.class, TestStore.IN_MEMORY);
    }

    static TestTime time(Environment environment) {
        return environment.getProperty(TIME, TestTime.class, TestTime.SKIPPED);
    }

    static boolean replay(Environment environment) {
        return environment.getProperty(REPLAY, Boolean.class, true);
    }

    static boolean slice(Environment environment) {
        return environment.getProperty(SLICE, Boolean.class, false);
    }
}
