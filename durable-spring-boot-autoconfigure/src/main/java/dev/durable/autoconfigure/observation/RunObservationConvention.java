package dev.durable.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/** How runs are named and described. A bean of a subclass replaces it. */
public class RunObservationConvention implements GlobalObservationConvention<RunObservationContext> {

    @Override
    public String getName() {
        return DurableObservation.RUN.defaultName();
    }

    @Override
    public String getContextualName(RunObservationContext context) {
        return "workflow " + context.run().started().workflowType();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(RunObservationContext context) {
        return KeyValues.of(
                ObservationKey.WORKFLOW_TYPE.withValue(context.run().started().workflowType()),
                ObservationKey.TASK_QUEUE.withValue(context.run().started().taskQueue()),
                ObservationKey.OUTCOME.withValue(context.outcome()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(RunObservationContext context) {
        return KeyValues.of(
                ObservationKey.WORKFLOW_ID.withValue(context.run().started().workflowId()),
                ObservationKey.RUN_ID.withValue(context.run().runId().toString()));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof RunObservationContext;
    }
}
