package dev.durable.engine.activity;

import dev.durable.engine.activity.Attempt.State;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.TimeoutType;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes attempts from the moment they are due to their report: hands them to threads as slots become free, calls the
 * activity's code, and reports whichever comes first of its result and a timeout. Thread-safe; the lock is that of the executor.
 */
final class AttemptRunner {

    /** Pause before another try if no thread takes an attempt. */
    static final Duration REJECTION_PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(AttemptRunner.class);

    private final ReentrantLock lock;
    private final PendingAttempts pending;
    private final TimeSource time;
    private final Executor threads;
    private final AttemptCall call;
    private final AttemptJudge judge;
    private final AttemptProgress progress;
    private final ActivityReporter reporter;
    private final ThreadBoundActivityContext context;
    private final AttemptTimeouts timeouts;
    private final TransactionalAttempts transactional;
    private final Runnable afterEach;

    /** {@code afterEach} is called, without the lock, whenever an attempt has let go of its slot. */
    AttemptRunner(
            ActivityEnvironment environment,
            AttemptJudge judge,
            AttemptProgress progress,
            ActivityReporter reporter,
            ThreadBoundActivityContext context,
            ReentrantLock lock,
            PendingAttempts pending,
            TransactionalAttempts transactional,
            Runnable afterEach) {
        this.lock = lock;
        this.pending = pending;
        this.time = environment.time();
        this.threads = environment.threads();
        this.call = new AttemptCall(
                environment.definitions(), environment.payloads(), environment.failures(), environment.extensions());
        this.judge = judge;
        this.progress = progress;
        this.reporter = reporter;
        this.context = context;
        this.timeouts = new AttemptTimeouts(lock, pending, environment.time(), this::expired);
        this.transactional = transactional;
        this.afterEach = afterEach;
    }

    /** Lets an attempt wait for its time and then for a slot. The caller holds the lock, and dispatches afterwards. */
    void admit(Attempt attempt) {
        pending.add(attempt);
        timeouts.limitWait(attempt);
        Instant dueAt = attempt.task().dueAt();
        if (dueAt.isAfter(time.now())) {
            wakeUp(attempt, dueAt);
        } else {
            pending.enqueue(attempt);
        }
    }

    /**
     * Takes up an attempt that began elsewhere and whose result comes from outside: only its limits have to be held. The caller holds the
     * lock.
     */
    void admitGoneOn(Attempt attempt, Instant startedAt) {
        attempt.endsOutside(true);
        pending.addHandedOver(attempt);
        timeouts.limitGoneOn(attempt, startedAt);
    }

    /** Hands waiting attempts to threads as long as slots are free. */
    void dispatch() {
        for (Attempt next = takeNext(); next != null; next = takeNext()) {
            Attempt attempt = next;
            try {
                threads.execute(() -> run(attempt));
            } catch (RuntimeException | Error e) {
                postpone(attempt, e);
            }
        }
    }

    /** Interrupts an attempt that was removed from the pending ones. */
    void giveUp(Attempt attempt, String because) {
        timeouts.giveUp(attempt, because);
    }

    /** Reports an attempt that was settled before it began, because the activity is to stop. */
    void cancelBeforeBegin(Attempt attempt) {
        report(attempt, task -> judge.canceledBeforeBegin(task));
    }

    private @Nullable Attempt takeNext() {
        lock.lock();
        try {
            return pending.dispatchNext();
        } finally {
            lock.unlock();
        }
    }

    /** The caller holds the lock. */
    private void wakeUp(Attempt attempt, Instant at) {
        attempt.wakeUpBy(time.schedule(at, () -> enqueue(attempt)));
    }

    private void enqueue(Attempt attempt) {
        lock.lock();
        try {
            if (attempt.state() != State.WAITING) {
                return;
            }
            pending.enqueue(attempt);
        } finally {
            lock.unlock();
        }
        dispatch();
    }

    /** No thread took the attempt, so it has not begun. An error that comes out of an attempt run in place passes through. */
    private void postpone(Attempt attempt, Throwable rejection) {
        lock.lock();
        try {
            if (attempt.state() != State.DISPATCHED) {
                if (rejection instanceof Error error) {
                    throw error;
                }
                return;
            }
            pending.takeBack(attempt);
            wakeUp(attempt, time.now().plus(REJECTION_PAUSE));
        } finally {
            lock.unlock();
        }
        log.warn("No thread takes {}; it is tried again in {}", attempt, REJECTION_PAUSE, rejection);
    }

    /** On the thread of the attempt. */
    private void run(Attempt attempt) {
        if (timeouts.expireIfLate(attempt) || !begin(attempt)) {
            return;
        }
        if (transactional.concern(attempt.task())) {
            runInTransaction(attempt);
            return;
        }
        @Nullable AttemptResult result = call(attempt);
        if (result instanceof AttemptResult.Returned && handOver(attempt)) {
            reporter.handedOver(attempt);
            dispatch();
            afterEach.run();
            return;
        }
        if (!settle(attempt) || result == null) {
            log.debug("Ignored the late end of {}", attempt);
            return;
        }
        report(attempt, task -> judge.ended(task, result));
        if (result instanceof AttemptResult.Thrown thrown) {
            rethrowIfFatal(thrown.failure());
        }
    }

    /** The result is stored with the transaction, so only failures are reported, once that has rolled back. */
    private void runInTransaction(Attempt attempt) {
        attempt.inTransaction();
        TransactionEnd end =
                transactional.make(attempt, () -> call(attempt), () -> settle(attempt), () -> isWanted(attempt));
        if (end instanceof TransactionEnd.Failed failed
                && isWanted(attempt)
                && (isSettled(attempt) || settle(attempt))) {
            report(attempt, task -> judge.ended(task, failed.failure()));
            rethrowIfFatal(failed.failure().failure());
            return;
        }
        if (end instanceof TransactionEnd.Committed) {
            reporter.resultStored(attempt.task());
        } else {
            log.debug("Rolled back {}, which has lost", attempt);
        }
        if (isSettled(attempt)) {
            close(attempt, null);
            dispatch();
            afterEach.run();
        }
    }

    /** Whether the run has not given the attempt up. */
    private boolean isWanted(Attempt attempt) {
        lock.lock();
        try {
            return pending.contains(attempt);
        } finally {
            lock.unlock();
        }
    }

    /** Whether this thread has settled the attempt: whoever else does it, gives it up. */
    private boolean isSettled(Attempt attempt) {
        lock.lock();
        try {
            return attempt.isSettledByCode();
        } finally {
            lock.unlock();
        }
    }

    private boolean begin(Attempt attempt) {
        lock.lock();
        try {
            if (attempt.state() != State.DISPATCHED) {
                return false;
            }
            Instant now = time.now();
            attempt.startedAt(now);
            pending.begin(attempt);
            timeouts.limitRun(attempt, now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Null if the attempt was given up before its code was called. */
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    private @Nullable AttemptResult call(Attempt attempt) {
        if (!attempt.thread().enter()) {
            return null;
        }
        try (AttemptScope scope = new AttemptScope(new RunningAttempt(attempt, progress), context)) {
            return call.make(attempt);
        } finally {
            attempt.thread().leave();
        }
    }

    /** Whether the attempt goes on without its code, because its result comes from outside. */
    private boolean handOver(Attempt attempt) {
        lock.lock();
        try {
            if (!attempt.endsOutside() || attempt.state() != State.RUNNING) {
                return false;
            }
            pending.handOver(attempt);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the result has won over timeouts and cancellation. */
    private boolean settle(Attempt attempt) {
        lock.lock();
        try {
            if (attempt.state() == State.RUNNING) {
                pending.settle(attempt);
                attempt.settledByCode();
                return true;
            }
            attempt.cancelTimers();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void expired(Attempt attempt, TimeoutType type, boolean begun) {
        report(attempt, task -> judge.timedOut(task, type, begun));
    }

    /** Reports an attempt that was settled. */
    private void report(Attempt attempt, Function<ActivityTask, AttemptVerdict> judgement) {
        @Nullable ActivityTask next = null;
        try {
            ActivityTask task = currentTask(attempt);
            AttemptVerdict verdict = judgement.apply(task);
            reporter.report(task, verdict);
            if (task.isLocal() && verdict instanceof AttemptVerdict.Repeats repeats) {
                next = repeats.next();
            }
        } catch (RuntimeException e) {
            log.error("The end of {} could not be reported; it is recovered when its run is loaded again", attempt, e);
        } finally {
            close(attempt, next);
        }
        dispatch();
        afterEach.run();
    }

    private ActivityTask currentTask(Attempt attempt) {
        lock.lock();
        try {
            return attempt.currentTask();
        } finally {
            lock.unlock();
        }
    }

    /** Closes an attempt that was reported. The next one of a local activity is made at once, unless the activity was given up meanwhile. */
    private void close(Attempt attempt, @Nullable ActivityTask next) {
        lock.lock();
        try {
            boolean wanted = pending.contains(attempt);
            pending.close(attempt);
            if (wanted && next != null) {
                admit(new Attempt(next));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The attempt is reported; what makes the whole process doubtful goes on to whoever watches over its threads. */
    private static void rethrowIfFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }
}
