package dev.durable.autoconfigure.observation;

import static dev.durable.autoconfigure.observation.ObservationKey.ACTIVITY_ID;
import static dev.durable.autoconfigure.observation.ObservationKey.ACTIVITY_TYPE;
import static dev.durable.autoconfigure.observation.ObservationKey.ATTEMPT;
import static dev.durable.autoconfigure.observation.ObservationKey.MESSAGE_NAME;
import static dev.durable.autoconfigure.observation.ObservationKey.OUTCOME;
import static dev.durable.autoconfigure.observation.ObservationKey.RUN_ID;
import static dev.durable.autoconfigure.observation.ObservationKey.SIGNAL_NAME;
import static dev.durable.autoconfigure.observation.ObservationKey.TASK_QUEUE;
import static dev.durable.autoconfigure.observation.ObservationKey.UPDATE_ID;
import static dev.durable.autoconfigure.observation.ObservationKey.UPDATE_NAME;
import static dev.durable.autoconfigure.observation.ObservationKey.WORKFLOW_ID;
import static dev.durable.autoconfigure.observation.ObservationKey.WORKFLOW_TYPE;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;
import java.util.List;

/** The observations that there are. Values of low cardinality are types, declared names, queues and outcomes; ids and what senders choose are of high cardinality. */
public enum DurableObservation implements ObservationDocumentation {

    /** A start by the client, with the messages that come with it, or by a schedule. */
    START(
            "durable.workflow.start",
            StartObservationConvention.class,
            List.of(WORKFLOW_TYPE, OUTCOME),
            List.of(WORKFLOW_ID, RUN_ID)),

    /** A signal by the client. */
    SIGNAL(
            "durable.workflow.signal",
            SignalObservationConvention.class,
            List.of(SIGNAL_NAME, OUTCOME),
            List.of(WORKFLOW_ID, RUN_ID, MESSAGE_NAME)),

    /** An update that the client asks for, until it is as far as the caller waits. */
    UPDATE(
            "durable.workflow.update",
            UpdateObservationConvention.class,
            List.of(UPDATE_NAME, OUTCOME),
            List.of(WORKFLOW_ID, RUN_ID, UPDATE_ID, MESSAGE_NAME)),

    /** An attempt of an activity, local ones too, with its transaction if it has one. */
    ATTEMPT_OF_ACTIVITY(
            "durable.activity",
            AttemptObservationConvention.class,
            List.of(ACTIVITY_TYPE, WORKFLOW_TYPE, TASK_QUEUE, OUTCOME),
            List.of(WORKFLOW_ID, RUN_ID, ACTIVITY_ID, ATTEMPT)),

    /** A run, observed once it has closed. */
    RUN(
            "durable.workflow",
            RunObservationConvention.class,
            List.of(WORKFLOW_TYPE, TASK_QUEUE, OUTCOME),
            List.of(WORKFLOW_ID, RUN_ID));

    private final String name;
    private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;
    private final List<ObservationKey> lowCardinality;
    private final List<ObservationKey> highCardinality;

    DurableObservation(
            String name,
            Class<? extends ObservationConvention<? extends Observation.Context>> convention,
            List<ObservationKey> lowCardinality,
            List<ObservationKey> highCardinality) {
        this.name = name;
        this.convention = convention;
        this.lowCardinality = lowCardinality;
        this.highCardinality = highCardinality;
    }

    /** Its name, unless a convention of the application gives it another one. */
    public String defaultName() {
        return name;
    }

    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
        return convention;
    }

    @Override
    public KeyName[] getLowCardinalityKeyNames() {
        return lowCardinality.toArray(KeyName[]::new);
    }

    @Override
    public KeyName[] getHighCardinalityKeyNames() {
        return highCardinality.toArray(KeyName[]::new);
    }
}
