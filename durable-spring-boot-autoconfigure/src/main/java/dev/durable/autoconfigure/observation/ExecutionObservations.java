package dev.durable.autoconfigure.observation;

import dev.durable.activity.ActivityInfo;
import dev.durable.autoconfigure.metrics.Outcomes;
import dev.durable.context.Header;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.engine.observation.ClosedRun;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionFailed;
import dev.durable.history.WorkflowExecutionTimedOut;
import dev.durable.interceptor.ActivityAttempt;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.NextCode;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes attempts of activities and runs. An attempt is observed with its transaction, and so from outside of the context that is restored for its
 * code, which takes the observation out of force; as an interceptor it is put in force again. Thread-safe.
 */
final class ExecutionObservations implements EngineObserver, ActivityInterceptor {

    private static final AttemptObservationConvention ATTEMPTS = new AttemptObservationConvention();
    private static final RunObservationConvention RUNS = new RunObservationConvention();

    private final ObservationRegistry registry;
    private final TraceHeaders headers;

    ExecutionObservations(ObservationRegistry registry, TraceHeaders headers) {
        this.registry = registry;
        this.headers = headers;
    }

    @Override
    public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
        if (registry.isNoop()) {
            return AttemptWatch.NONE;
        }
        AttemptObservationContext context = new AttemptObservationContext(attempt, headers.of(header));
        Observation observation = DurableObservation.ATTEMPT_OF_ACTIVITY.start(null, ATTEMPTS, () -> context, registry);
        GuardedScope scope = new GuardedScope(registry, observation);
        return (outcome, failure) -> {
            scope.close();
            context.ended(Outcomes.of(outcome));
            if (failure != null) {
                observation.error(failure);
            }
            observation.stop();
        };
    }

    @Override
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    public @Nullable Object attempt(ActivityAttempt attempt, NextCode<ActivityAttempt> next) throws Throwable {
        Observation current = registry.getCurrentObservation();
        if (current == null || !(current.getContext() instanceof AttemptObservationContext)) {
            return next.proceed(attempt);
        }
        try (GuardedScope scope = new GuardedScope(registry, current)) {
            return next.proceed(attempt);
        }
    }

    @Override
    public void workflowClosed(ClosedRun run) {
        if (registry.isNoop()) {
            return;
        }
        RunObservationContext context = new RunObservationContext(run, headers.of(run.header()));
        Observation observation = DurableObservation.RUN.start(null, RUNS, () -> context, registry);
        RunFailed failure = failureOf(run.closing());
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }

    private static @Nullable RunFailed failureOf(HistoryEvent closing) {
        if (closing instanceof WorkflowExecutionFailed failed) {
            return new RunFailed(failed.failure().headline());
        }
        return closing instanceof WorkflowExecutionTimedOut ? new RunFailed("The run's time was up") : null;
    }

    /** Why a run failed, in one line: the history has the stack trace. */
    private static final class RunFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        RunFailed(String message) {
            super(message, null, false, false);
        }
    }
}
