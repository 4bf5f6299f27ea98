/**
 * What an engine does, scenario by scenario, whatever store it works on: {@link dev.durable.engine.scenario.EngineScenarioTests} is
 * the suite, with a short subclass for each store.
 */
package dev.durable.engine.scenario;
