package dev.durable.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/** How starts are named and described. A bean of a subclass replaces it. */
public class StartObservationConvention implements GlobalObservationConvention<StartObservationContext> {

    @Override
    public String getName() {
        return DurableObservation.START.defaultName();
    }

    @Override
    public String getContextualName(StartObservationContext context) {
        return "start " + context.workflowType();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(StartObservationContext context) {
        return KeyValues.of(
                ObservationKey.WORKFLOW_TYPE.withValue(context.workflowType()),
                ObservationKey.OUTCOME.withValue(context.outcome()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(StartObservationContext context) {
        return context.called();
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof StartObservationContext;
    }
}
