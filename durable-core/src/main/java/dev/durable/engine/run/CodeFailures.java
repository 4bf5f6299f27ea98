package dev.durable.engine.run;

import dev.durable.client.FailedAttempt;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.failure.DurableException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts how often the code of a run has failed in a row, and says when it is tried again. Confined to the run's actor. */
final class CodeFailures {

    private static final Logger logger = LoggerFactory.getLogger(RunActor.class);
    private static final int LATEST = 100;

    private final RunIdentity run;
    private final RunEnvironment environment;
    private final Backoff backoff;
    private int tries;
    private @Nullable Instant failingSince;

    CodeFailures(RunIdentity run, RunEnvironment environment) {
        this.run = run;
        this.environment = environment;
        WorkerSettings settings = environment.settings();
        this.backoff = new Backoff(settings.retryInterval(), settings.maxRetryInterval());
    }

    /** The record of a failure, with the time of the next try. */
    FailedAttempt next(Throwable failure) {
        environment
                .observer()
                .codeFailed(run.workflowType(), failure instanceof DurableException known ? known.code() : null);
        Instant now = environment.time().now();
        Instant nextTry = now.plus(backoff.next());
        // the whole stack once, a line each time it happens again
        Throwable stack = tries == 0 ? failure : null;
        logger.warn(
                "Workflow '{}' (run {}, {}) cannot go on and is tried again at {}: {}",
                run.workflowId(),
                run.runId(),
                run.workflowType(),
                nextTry,
                failure.getMessage(),
                stack);
        return record(failure, now, nextTry);
    }

    /** The record of an update that was refused because the code failed with it; the run goes on as it was. */
    FailedAttempt updateRefused(BrokenUpdateException refusal) {
        RuntimeException failure = refusal.failure();
        logger.warn(
                "Workflow '{}' (run {}) goes on without the update '{}', with which its code failed",
                run.workflowId(),
                run.runId(),
                refusal.request().updateName(),
                failure);
        return record(failure, environment.time().now(), null);
    }

    /** Handlers were cut off by the end of the run, and nobody has said that they may be. */
    void handlersAbandoned(List<String> names) {
        if (!names.isEmpty()) {
            logger.warn(
                    "Workflow '{}' (run {}, {}) closed before the handlers of {} had finished; await isEveryHandlerFinished"
                            + " before its end, or declare them with unfinishedPolicy = ABANDON",
                    run.workflowId(),
                    run.runId(),
                    run.workflowType(),
                    names);
        }
    }

    /** The record of a message that the code does not take; the run goes on without it. */
    FailedAttempt messageHeld(DurableException reason) {
        logger.warn(
                "Workflow '{}' (run {}) goes on without a signal, which is kept: {}",
                run.workflowId(),
                run.runId(),
                reason.getMessage());
        return record(reason, environment.time().now(), null);
    }

    /** The code of a run that is ended from outside cannot be had. */
    void endedWithoutCode(RuntimeException reason) {
        logger.warn(
                "Workflow '{}' (run {}) is ended from outside although its code cannot be had: {}",
                run.workflowId(),
                run.runId(),
                reason.getMessage());
    }

    private FailedAttempt record(Throwable failure, Instant now, @Nullable Instant nextTry) {
        if (tries == 0) {
            recall();
        }
        tries++;
        if (nextTry != null && failingSince == null) {
            failingSince = now;
        }
        return new FailedAttempt(
                0,
                tries,
                now,
                nextTry,
                nextTry == null ? null : failingSince,
                environment.replay().failures().toInfo(failure));
    }

    void reset() {
        tries = 0;
        failingSince = null;
        backoff.reset();
    }

    /** Failures that were recorded before, perhaps by another node. They only label the next one, so it does not matter if none can be read. */
    private void recall() {
        try {
            List<FailedAttempt> former = environment.store().failedAttempts(run.runId(), LATEST).stream()
                    .filter(attempt -> attempt.scheduledEventId() == 0)
                    .toList();
            tries = former.stream().mapToInt(FailedAttempt::attempt).max().orElse(0);
            failingSince = former.stream()
                    .filter(attempt -> attempt.failingSince() != null)
                    .findFirst() // the latest: of those before it the code has worked since, too, if it has of this one
                    .filter(latest -> !hasWorkedSince(latest))
                    .map(FailedAttempt::failingSince)
                    .orElse(null);
        } catch (RuntimeException e) {
            logger.debug("Former failures of workflow '{}' (run {}) are not known", run.workflowId(), run.runId(), e);
        }
    }

    private boolean hasWorkedSince(FailedAttempt failed) {
        return environment
                .store()
                .lastEvent(run.runId())
                .filter(event -> event.time().isAfter(failed.failedAt()))
                .isPresent();
    }
}
