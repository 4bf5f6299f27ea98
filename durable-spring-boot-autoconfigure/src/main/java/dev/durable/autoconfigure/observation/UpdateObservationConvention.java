package dev.durable.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/** How updates are named and described. A bean of a subclass replaces it. */
public class UpdateObservationConvention implements GlobalObservationConvention<UpdateObservationContext> {

    @Override
    public String getName() {
        return DurableObservation.UPDATE.defaultName();
    }

    @Override
    public String getContextualName(UpdateObservationContext context) {
        return "update " + context.declaredName();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(UpdateObservationContext context) {
        return KeyValues.of(
                ObservationKey.UPDATE_NAME.withValue(context.declaredName()),
                ObservationKey.OUTCOME.withValue(context.outcome()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(UpdateObservationContext context) {
        return context.called()
                .and(
                        ObservationKey.UPDATE_ID.withValue(context.call().updateId()),
                        ObservationKey.MESSAGE_NAME.withValue(context.call().updateName()));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof UpdateObservationContext;
    }
}
