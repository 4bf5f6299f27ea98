package dev.durable.benchmarks;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.DurableEngine;
import dev.durable.store.DurableStore;
import java.util.concurrent.TimeUnit;

/** How long it takes until a signal that is sent on one node has woken up a workflow that is open on another. */
final class WakeUps implements AutoCloseable {

    private static final long PAUSE_MILLIS = 10;

    private final WakeUpActivities activities = new WakeUpActivities();
    private final DurableEngine engine;
    private final NodeSettings settings;

    /**
     * @param settings of the node on which workflows wake up
     */
    WakeUps(DurableStore store, NodeSettings settings) {
        this.settings = settings;
        this.engine = DurableEngine.builder(store)
                .settings(settings.toEngineSettings())
                .workflow(WakeUpWorkflow.class)
                .activity(WakeUpActivities.class, () -> activities)
                .build();
        engine.start();
    }

    /**
     * From the call of the client until an activity begins that the workflow calls for the signal, so with two commits.
     *
     * @param elsewhere client of another node
     */
    Latencies measure(WorkflowClient elsewhere, int signals) throws InterruptedException {
        WorkflowHandle<Integer> handle = engine.client()
                .newWorkflow(WakeUpWorkflow.class)
                .id("wake-up-" + settings.notifications())
                .taskQueue(settings.taskQueue())
                .start(workflow -> workflow.wakeUp(signals));
        Latencies latencies = new Latencies();
        for (int i = 0; i < signals; i++) {
            long begin = System.nanoTime();
            elsewhere.workflow(WakeUpWorkflow.class, handle.workflowId()).signal(WakeUpWorkflow::ring);
            latencies.add(activities.next() - begin);
            // one at a time: what is measured is the way, not a queue
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        handle.result();
        return latencies;
    }

    @Override
    public void close() {
        engine.stop().join();
    }
}
