package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowSemaphore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Permits of one run. Permits that become free go to the first one who waits, as soon as they suffice. Confined to the run. */
final class RunSemaphore implements WorkflowSemaphore {

    private final RunContext context;
    private final WaitingLine<Request> requests;
    private int available;

    RunSemaphore(RunContext context, int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("A semaphore cannot have " + permits + " permits");
        }
        this.context = context;
        this.requests = new WaitingLine<>(context);
        this.available = permits;
    }

    @Override
    public void acquire(int permits) {
        if (!tryAcquire(permits)) {
            await(permits, null);
        }
    }

    @Override
    public boolean tryAcquire(int permits) {
        context.requireCommandsAllowed("acquire");
        requirePositive(permits);
        if (available < permits || requests.first() != null) {
            return false;
        }
        available -= permits;
        return true;
    }

    @Override
    public boolean tryAcquire(int permits, Duration timeout) {
        return tryAcquire(permits) || await(permits, timeout);
    }

    @Override
    public void release(int permits) {
        context.requireCommandsAllowed("release");
        requirePositive(permits);
        available = Math.addExact(available, permits);
        serve();
    }

    @Override
    public int availablePermits() {
        return available;
    }

    private boolean await(int permits, @Nullable Duration timeout) {
        try {
            return requests.await(new Request(permits), timeout);
        } finally {
            // one that wanted much and has left may have held up others
            serve();
        }
    }

    private void serve() {
        Request first = requests.first();
        while (first != null && first.permits <= available) {
            available -= first.permits;
            requests.serveFirst();
            first = requests.first();
        }
    }

    private static void requirePositive(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("Permits must be at least 1 but are " + permits);
        }
    }

    private static final class Request extends WaitingLine.Place {

        private final int permits;

        Request(int permits) {
            this.permits = permits;
        }
    }
}
