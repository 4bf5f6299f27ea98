package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowLock;
import java.time.Duration;

/** A lock of one run: a semaphore with one permit. Confined to the run. */
final class RunLock implements WorkflowLock {

    private final RunSemaphore permit;

    RunLock(RunContext context) {
        this.permit = new RunSemaphore(context, 1);
    }

    @Override
    public void lock() {
        permit.acquire();
    }

    @Override
    public boolean tryLock() {
        return permit.tryAcquire();
    }

    @Override
    public boolean tryLock(Duration timeout) {
        return permit.tryAcquire(timeout);
    }

    @Override
    public void unlock() {
        if (!isLocked()) {
            throw new IllegalStateException("The lock is not locked");
        }
        permit.release();
    }

    @Override
    public boolean isLocked() {
        return permit.availablePermits() == 0;
    }
}
