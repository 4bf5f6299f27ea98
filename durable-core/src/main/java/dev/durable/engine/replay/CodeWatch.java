package dev.durable.engine.replay;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices workflow code that blocks its JVM thread (a lock, a sleep, I/O) instead of the workflow, or that never gets to an end:
 * code on workflow threads, and conditions, queries, validators and callbacks, which run on threads of the engine. A
 * watcher looks at regular times at the threads that run code; what is reported is a thread that was found blocked each time for as
 * long as the limit.
 *
 * <p>Times at which the watcher itself came late do not count: then the process was paused or starved of processors, and so were the
 * threads it watches. A thread that is ready to run may be starved, too, so it is only reported after {@value #RUNNING_FACTOR} times the
 * limit.
 *
 * <p>Thread-safe. Entering and leaving are cheap: one operation on a concurrent map each.
 */
public final class CodeWatch {

    /** Looks within the limit. */
    private static final int LOOKS = 5;

    private static final int RUNNING_FACTOR = 10;

    private final Map<WatchedCode, Stay> stays = new ConcurrentHashMap<>();
    private final Duration period;
    private final LongSupplier nanoTime;
    private final Consumer<BlockedCode> onBlocked;
    private long lastLook;

    /**
     * @param limit how long code may block its thread
     * @param nanoTime a clock that never goes back
     * @param onBlocked told once of each stay that lasts too long
     */
    public CodeWatch(Duration limit, LongSupplier nanoTime, Consumer<BlockedCode> onBlocked) {
        this.period = limit.dividedBy(LOOKS);
        this.nanoTime = nanoTime;
        this.onBlocked = onBlocked;
        this.lastLook = nanoTime.getAsLong();
    }

    /** Time between two looks. */
    public Duration period() {
        return period;
    }

    /** Code begins or goes on to run on the calling thread. */
    void enter(WatchedCode code) {
        stays.put(code, new Stay(Thread.currentThread()));
    }

    /** Code blocks as workflow code should, or has ended. */
    void leave(WatchedCode code) {
        stays.remove(code);
    }

    /** Looks at all threads that run code now; called once a {@linkplain #period period}, by one thread. */
    public void look() {
        long now = nanoTime.getAsLong();
        boolean late = now - lastLook > period.toNanos() * 2;
        lastLook = now;
        if (!late) {
            stays.forEach(this::look);
        }
    }

    private void look(WatchedCode code, Stay stay) {
        Thread.State state = stay.jvmThread.getState();
        boolean blocked =
                state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        stay.blockedLooks = blocked ? stay.blockedLooks + 1 : 0;
        stay.looks++;
        boolean tooLong = stay.blockedLooks > LOOKS || stay.looks > LOOKS * RUNNING_FACTOR;
        if (tooLong && !stay.reported) {
            StackTraceElement[] stack = stay.jvmThread.getStackTrace();
            // the stack must be that of this stay
            if (stays.get(code) == stay) {
                stay.reported = true;
                onBlocked.accept(new BlockedCode(code.info(), code.place(), period.multipliedBy(stay.looks), stack));
            }
        }
    }

    /** One stay of code on a JVM thread. All but the thread belongs to the watcher. */
    private static final class Stay {

        private final Thread jvmThread;
        private int looks;
        private int blockedLooks;
        private boolean reported;

        Stay(Thread jvmThread) {
            this.jvmThread = jvmThread;
        }
    }
}
