package dev.durable.engine.activity;

import dev.durable.engine.activity.ResultStore.Fate;
import dev.durable.engine.definition.ActivityDefinition;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.payload.FailureConverter;
import dev.durable.payload.FailureInfo;
import dev.durable.store.BusinessTransactions;
import dev.durable.store.StoreConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes attempts of transactional activities: code and result in one transaction. In this order, so that exactly one of result, timeout and
 * takeover wins:
 *
 * <ol>
 *   <li>the code runs; its exception rolls the transaction back and is the attempt's failure
 *   <li>just before the commit the attempt is settled: from here on no time limit and no request of this node makes anything else of it
 *   <li>the result is stored under the lock of the run's row, if the run still is this node's and wants the attempt
 *   <li>commit; if nobody knows how it ended, that is found out before anything else is decided
 * </ol>
 *
 * <p>Thread-safe; works on the threads of the attempts, and blocks them.
 */
final class TransactionalAttempts {

    private static final Logger log = LoggerFactory.getLogger(ActivityExecutor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration ASKING_TIMEOUT = Duration.ofSeconds(30);

    private final Definitions definitions;
    private final @Nullable ResultStore results;
    private final FailureConverter failures;
    private final TimeSource time;
    private final BooleanSupplier stopping;

    /**
     * @param stopping whether the node stops, so that what is in doubt is left to whoever has the run next
     */
    TransactionalAttempts(ActivityEnvironment environment, BooleanSupplier stopping) {
        this.definitions = environment.definitions();
        this.results = environment.results();
        this.failures = environment.failures();
        this.time = environment.time();
        this.stopping = stopping;
    }

    /** Whether attempts of the activity are made in transactions. */
    boolean concern(ActivityTask task) {
        return results != null
                && !task.isLocal()
                && definitions
                        .activity(task.scheduled().activityType())
                        .filter(ActivityDefinition::isTransactional)
                        .isPresent();
    }

    /**
     * Makes an attempt.
     *
     * @param code calls the activity's code; null if the attempt was given up before
     * @param settle settles the attempt; false if something else has become of it
     * @param isWanted whether the run still wants the attempt, which is settled
     */
    TransactionEnd make(
            Attempt attempt, Supplier<@Nullable AttemptResult> code, BooleanSupplier settle, BooleanSupplier isWanted) {
        BusinessTransactions transactions = definitions.transactions().orElseThrow();
        Work work = new Work(attempt, code, settle, isWanted);
        try {
            return work.after(
                    transactions.execute(attempt.toString(), remaining(attempt), work::callCode, work::storeResult));
        } catch (Throwable failure) {
            @Nullable UUID inDoubt = work.messageId;
            if (inDoubt == null) {
                return work.lost ? new TransactionEnd.Lost() : failed(failure);
            }
            log.warn("It is not known whether the transaction of {} has committed; it is looked up", attempt, failure);
            @Nullable Fate fate = findOut(transactions, attempt, inDoubt);
            if (fate == Fate.COMMITTED) {
                return new TransactionEnd.Committed();
            }
            return fate == Fate.ROLLED_BACK ? failed(failure) : new TransactionEnd.Lost();
        }
    }

    /** Null if the node stops before the answer is there. */
    private @Nullable Fate findOut(BusinessTransactions transactions, Attempt attempt, UUID messageId) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            Fate[] fate = new Fate[1];
            try {
                transactions.execute(
                        "result of " + attempt,
                        ASKING_TIMEOUT,
                        () -> {
                            fate[0] = results().fateOf(attempt.task(), messageId);
                            return false;
                        },
                        () -> {});
                return fate[0];
            } catch (RuntimeException e) {
                log.debug("What became of the transaction of {} cannot be found out yet", attempt, e);
            }
            if (stopping.getAsBoolean() || !pause(pause)) {
                return null;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** False if the attempt is to end instead. */
    private boolean pause(Duration pause) {
        try {
            time.await(new CompletableFuture<>(), pause);
        } catch (TimeoutException | ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    /** What is left of the time that the attempt has. */
    private Duration remaining(Attempt attempt) {
        Instant end = Deadline.plus(
                attempt.info().startedAt(),
                attempt.task().scheduled().timeouts().startToClose());
        Duration remaining = Duration.between(time.now(), end);
        return remaining.compareTo(SHORTEST_TIMEOUT) < 0 ? SHORTEST_TIMEOUT : remaining;
    }

    private TransactionEnd failed(Throwable failure) {
        return new TransactionEnd.Failed(new AttemptResult.Thrown(failure, describe(failure)));
    }

    /** The converter reads the message of a foreign exception, which may itself fail. */
    private FailureInfo describe(Throwable failure) {
        try {
            return failures.toInfo(failure);
        } catch (RuntimeException | StackOverflowError e) {
            return failures.toInfo(new IllegalStateException(
                    "The transaction failed with a " + failure.getClass().getName() + " that cannot be described"));
        }
    }

    private ResultStore results() {
        if (results == null) {
            throw new IllegalStateException("There is nothing that stores results");
        }
        return results;
    }

    /** One attempt in its transaction. Confined to the thread of the attempt. */
    private final class Work {

        private final Attempt attempt;
        private final Supplier<@Nullable AttemptResult> code;
        private final BooleanSupplier settle;
        private final BooleanSupplier isWanted;
        private @Nullable AttemptResult result;
        private @Nullable UUID messageId;
        private boolean lost;

        Work(
                Attempt attempt,
                Supplier<@Nullable AttemptResult> code,
                BooleanSupplier settle,
                BooleanSupplier isWanted) {
            this.attempt = attempt;
            this.code = code;
            this.settle = settle;
            this.isWanted = isWanted;
        }

        boolean callCode() {
            result = code.get();
            return result instanceof AttemptResult.Returned;
        }

        void storeResult() {
            if (!(result instanceof AttemptResult.Returned returned)) {
                throw new IllegalStateException("The code has not returned");
            }
            lost = !settle.getAsBoolean();
            if (lost) {
                throw notWanted();
            }
            UUID stored;
            try {
                stored = results().add(attempt.task(), returned.value());
            } catch (StoreConflictException e) {
                lost = true;
                throw e;
            }
            // asked under the lock of the run's row: whoever takes the run over from here on, finds the result
            lost = !isWanted.getAsBoolean();
            if (lost) {
                throw notWanted();
            }
            messageId = stored;
        }

        TransactionEnd after(BusinessTransactions.End end) {
            return switch (end) {
                case COMMITTED -> new TransactionEnd.Committed();
                case ROLLED_BACK ->
                    result instanceof AttemptResult.Thrown thrown
                            ? new TransactionEnd.Failed(thrown)
                            : new TransactionEnd.Lost();
                case MARKED_ROLLBACK_ONLY ->
                    failed(new DurableException(
                            ErrorCode.ACTIVITY_ROLLBACK_ONLY,
                            "Activity " + attempt.task().scheduled().activityType() + " returned from attempt "
                                    + attempt.task().attempt()
                                    + ", but its transaction was marked as rollback-only; nothing of it was kept."));
            };
        }

        private IllegalStateException notWanted() {
            return new IllegalStateException("The result of " + attempt + " is not wanted any more");
        }
    }
}
