package dev.durable.benchmarks;

import dev.durable.annotation.Activity;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Tells the benchmark that a workflow is awake. */
@Activity
class WakeUpActivities {

    private final LinkedBlockingQueue<Long> moments = new LinkedBlockingQueue<>();

    /** The workflow has got a signal, and that is committed. */
    public void awake() {
        moments.add(System.nanoTime());
    }

    /** When the next workflow was awake. */
    long next() throws InterruptedException {
        Long moment = moments.poll(1, TimeUnit.MINUTES);
        if (moment == null) {
            throw new IllegalStateException("A workflow did not wake up");
        }
        return moment;
    }
}
