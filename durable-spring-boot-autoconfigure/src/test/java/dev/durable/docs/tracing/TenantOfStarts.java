package dev.durable.docs.tracing;

import dev.durable.autoconfigure.observation.StartObservationContext;
import dev.durable.autoconfigure.observation.StartObservationConvention;
import io.micrometer.common.KeyValues;
import org.springframework.stereotype.Component;

/** Says for which tenant workflows are started, whose ids begin with it. */
// region convention
@Component
class TenantOfStarts extends StartObservationConvention {

    @Override
    public KeyValues getLowCardinalityKeyValues(StartObservationContext context) {
        String tenant = context.workflowId().split("/", 2)[0];
        return super.getLowCardinalityKeyValues(context).and("tenant", tenant);
    }
}
// endregion
