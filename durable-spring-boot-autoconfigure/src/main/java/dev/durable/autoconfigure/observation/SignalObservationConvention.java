package dev.durable.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/** How signals are named and described. A bean of a subclass replaces it. */
public class SignalObservationConvention implements GlobalObservationConvention<SignalObservationContext> {

    @Override
    public String getName() {
        return DurableObservation.SIGNAL.defaultName();
    }

    @Override
    public String getContextualName(SignalObservationContext context) {
        return "signal " + context.declaredName();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(SignalObservationContext context) {
        return KeyValues.of(
                ObservationKey.SIGNAL_NAME.withValue(context.declaredName()),
                ObservationKey.OUTCOME.withValue(context.outcome()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(SignalObservationContext context) {
        return context.called()
                .and(ObservationKey.MESSAGE_NAME.withValue(context.call().signalName()));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof SignalObservationContext;
    }
}
