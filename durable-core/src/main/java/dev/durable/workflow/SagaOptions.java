package dev.durable.workflow;

/**
 * How compensations are run.
 *
 * @param parallel whether all are started at once, each in a workflow thread of its own, instead of one after another in
 *     reverse order
 * @param continueOnFailure whether the remaining ones are run after one has failed (always so in parallel)
 */
public record SagaOptions(boolean parallel, boolean continueOnFailure) {

    /** In reverse order, going on when one fails. */
    public static final SagaOptions DEFAULT = new SagaOptions(false, true);
}
