package dev.durable.engine.replay;

import dev.durable.payload.Payload;
import dev.durable.workflow.WorkflowInfo;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread of workflow code. It runs only while the scheduler lets it, and gives control back where it blocks. All state is
 * handed over with the baton, so nothing here needs a lock.
 */
final class WorkflowThread implements WatchedCode {

    /** Name of the thread that runs the workflow method. */
    static final String MAIN = "main";

    private final String name;
    private final Runnable body;
    private final Baton baton = new Baton();
    private final WorkflowThreads threads;
    private final LoggingContext loggingContext;
    private final Map<String, Payload> header;

    private @Nullable BooleanSupplier unblock;
    private Supplier<String> waitingFor = () -> "its turn";
    private boolean started;
    private boolean ended;
    private boolean destroyed;
    private @Nullable Throwable failure;
    private @Nullable Throwable conditionFailure;
    private @Nullable Thread jvmThread;
    private @Nullable RunScope scope;

    WorkflowThread(
            String name,
            Runnable body,
            WorkflowThreads threads,
            LoggingContext loggingContext,
            Map<String, Payload> header) {
        this.name = name;
        this.body = body;
        this.threads = threads;
        this.loggingContext = loggingContext;
        this.header = header;
    }

    String name() {
        return name;
    }

    /** Whether it runs the workflow method. */
    boolean isMain() {
        return name.equals(MAIN);
    }

    /** The cancellation scope in which its code runs now. */
    RunScope scope() {
        return Objects.requireNonNull(scope);
    }

    void scope(RunScope current) {
        scope = current;
    }

    /** What came with the message that it handles, or with what started it. */
    Map<String, Payload> header() {
        return header;
    }

    @Override
    public WorkflowInfo info() {
        return loggingContext.info();
    }

    @Override
    public String place() {
        return "workflow thread '" + name + "'";
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Whether it is blocked on a condition that does not hold. Evaluated on the scheduler's thread; what the condition throws is
     * thrown where the thread is blocked, as it is when the condition fails there.
     */
    boolean isBlocked() {
        BooleanSupplier condition = unblock;
        try {
            return condition != null && !condition.getAsBoolean();
        } catch (RuntimeException | Error e) {
            conditionFailure = e;
            return false;
        }
    }

    boolean isCurrent() {
        return jvmThread == Thread.currentThread();
    }

    /**
     * Scheduler side: runs the thread until it blocks or ends.
     *
     * @return the exception that left its body, or null
     */
    @Nullable
    Throwable proceed() {
        baton.passToWorker(threads, this::run);
        Throwable thrown = failure;
        failure = null;
        return thrown;
    }

    /** Scheduler side: ends the thread where it stands. */
    void destroy() {
        destroyed = true;
        if (started && !ended) {
            baton.passToWorker(threads, this::run);
        }
        ended = true;
    }

    /** What it is blocked on, in words. */
    String waitingFor() {
        return waitingFor.get();
    }

    /** Where its code stands. */
    StackTraceElement[] stack() {
        Thread thread = jvmThread;
        return thread == null ? new StackTraceElement[0] : thread.getStackTrace();
    }

    /** Worker side: blocks until the condition holds; what that is, in words, is only for people. */
    void block(BooleanSupplier condition, Supplier<String> subject) {
        if (destroyed) {
            throw new WorkflowThreadDestroyed();
        }
        unblock = condition;
        waitingFor = subject;
        threads.left(this);
        baton.passToScheduler();
        threads.entered(this);
        unblock = null;
        if (destroyed) {
            throw new WorkflowThreadDestroyed();
        }
        Throwable thrown = conditionFailure;
        conditionFailure = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void run() {
        jvmThread = Thread.currentThread();
        started = true;
        loggingContext.apply();
        threads.entered(this);
        try {
            body.run();
        } catch (WorkflowThreadDestroyed e) {
            // its purpose is fulfilled: the thread has unwound
        } catch (Throwable e) {
            failure = e;
        } finally {
            threads.left(this);
            loggingContext.clear();
            jvmThread = null;
            ended = true;
            baton.giveBack();
        }
    }
}
