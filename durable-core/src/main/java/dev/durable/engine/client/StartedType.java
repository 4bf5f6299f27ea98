package dev.durable.engine.client;

import dev.durable.engine.EngineSettings;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.RunDefaults;
import dev.durable.engine.definition.WorkflowContract;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the type of a workflow that is started.
 *
 * @param name name of the type
 * @param taskQueue queue of its runs, unless the start says otherwise
 * @param defaults limits and repetition of its runs, unless the start says otherwise
 */
record StartedType(String name, String taskQueue, RunDefaults defaults) {

    static StartedType of(WorkflowContract contract) {
        @Nullable String queue = contract.taskQueue();
        return new StartedType(
                contract.name(), queue != null ? queue : EngineSettings.DEFAULT_TASK_QUEUE, contract.runDefaults());
    }

    /** A type that may be unknown here; then it has no settings of its own. */
    static StartedType named(String name, Definitions definitions) {
        return definitions
                .workflow(name)
                .map(definition -> of(definition.contract()))
                .orElseGet(() -> new StartedType(name, EngineSettings.DEFAULT_TASK_QUEUE, RunDefaults.NONE));
    }
}
