package dev.durable.autoconfigure.observation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import java.util.Set;

/**
 * Which observations become meters, and what these say of themselves, for observations have no descriptions. Attempts and runs have meters of
 * their own, which tell what timers of observations would, and more exactly.
 */
final class ObservationMeters implements MeterFilter {

    private static final String UNDER_WAY = ".active";

    private static final Set<String> METERED_OTHERWISE = Set.of(
            DurableObservation.ATTEMPT_OF_ACTIVITY.defaultName(),
            DurableObservation.ATTEMPT_OF_ACTIVITY.defaultName() + UNDER_WAY,
            DurableObservation.RUN.defaultName(),
            DurableObservation.RUN.defaultName() + UNDER_WAY);

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            DurableObservation.START.defaultName(),
            "Calls of this node that start workflows",
            DurableObservation.START.defaultName() + UNDER_WAY,
            "Calls of this node that start workflows, under way",
            DurableObservation.SIGNAL.defaultName(),
            "Signals that this node has sent for clients",
            DurableObservation.SIGNAL.defaultName() + UNDER_WAY,
            "Signals that this node sends for clients, under way",
            DurableObservation.UPDATE.defaultName(),
            "Calls of this node that ask for updates, until they are as far as the caller waits",
            DurableObservation.UPDATE.defaultName() + UNDER_WAY,
            "Calls of this node that ask for updates, under way");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return METERED_OTHERWISE.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String description = DESCRIPTIONS.get(id.getName());
        return description == null || id.getDescription() != null
                ? id
                : new Meter.Id(
                        id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), description, id.getType());
    }
}
