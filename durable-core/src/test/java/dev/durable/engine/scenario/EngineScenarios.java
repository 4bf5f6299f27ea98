package dev.durable.engine.scenario;

import dev.durable.engine.testing.EngineFixture;

/** A group of scenarios of the suite. */
public interface EngineScenarios {

    /** The engines of the test. */
    EngineFixture engines();
}
