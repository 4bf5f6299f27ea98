package dev.durable.autoconfigure.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;

/** How attempts of activities are named and described. A bean of a subclass replaces it. */
public class AttemptObservationConvention implements GlobalObservationConvention<AttemptObservationContext> {

    @Override
    public String getName() {
        return DurableObservation.ATTEMPT_OF_ACTIVITY.defaultName();
    }

    @Override
    public String getContextualName(AttemptObservationContext context) {
        return "activity " + context.info().activityType();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(AttemptObservationContext context) {
        return KeyValues.of(
                ObservationKey.ACTIVITY_TYPE.withValue(context.info().activityType()),
                ObservationKey.WORKFLOW_TYPE.withValue(context.info().workflowType()),
                ObservationKey.TASK_QUEUE.withValue(context.info().taskQueue()),
                ObservationKey.OUTCOME.withValue(context.outcome()));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(AttemptObservationContext context) {
        return KeyValues.of(
                ObservationKey.WORKFLOW_ID.withValue(context.info().workflowId()),
                ObservationKey.RUN_ID.withValue(context.info().runId().toString()),
                ObservationKey.ACTIVITY_ID.withValue(
                        context.info().isLocal()
                                ? "local-" + context.info().localActivityId()
                                : Integer.toString(context.info().scheduledEventId())),
                ObservationKey.ATTEMPT.withValue(Integer.toString(context.info().attempt())));
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof AttemptObservationContext;
    }
}
