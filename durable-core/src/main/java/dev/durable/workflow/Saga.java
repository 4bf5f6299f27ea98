package dev.durable.workflow;

/**
 * Remembers how to undo what was done, and undoes it on demand. Used by workflow threads of its run only.
 *
 * <p>Register a compensation right after the step that it undoes; call {@link #compensate()} when the whole cannot be
 * completed. Compensations are workflow code: they usually call activities, which are retried by their own policies.
 */
public interface Saga {

    /** Registers what undoes the last step. */
    void addCompensation(Runnable compensation);

    /**
     * Runs the compensations, the last registered one first, each once: a second call runs only what was registered since. They run in
     * a detached cancellation scope, so a cancellation of the workflow does not keep them from being run.
     *
     * @throws RuntimeException the first failure of a compensation, with further ones suppressed in it; whether the rest are
     *     run after a failure is for {@link SagaOptions} to say
     */
    void compensate();
}
