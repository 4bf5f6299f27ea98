package dev.durable.engine.histories;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Has threads wait for each other with a queue, a lock and a semaphore: what counts is the order in which they go on. */
@Workflow
class RecordedTools {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private final WorkflowQueue<String> queue;
    private final WorkflowLock lock;
    private final WorkflowSemaphore permits;

    RecordedTools(WorkflowContext workflow, RecordedActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
        this.queue = workflow.newQueue(1);
        this.lock = workflow.newLock();
        this.permits = workflow.newSemaphore(2);
    }

    @WorkflowMethod
    String run(int workers) {
        List<Promise<String>> promises = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            String worker = "worker " + i;
            promises.add(workflow.async(() -> work(worker)));
        }
        StringBuilder result = new StringBuilder();
        promises.forEach(promise -> result.append(promise.get()).append(';'));
        return result.append(queue.poll(Duration.ofMinutes(1))).toString();
    }

    @SignalMethod
    void put(String element) {
        queue.put(element);
    }

    private String work(String worker) {
        String element = queue.take();
        permits.acquire();
        activities.call(worker + " uses " + element);
        permits.release();
        if (!lock.tryLock(Duration.ofSeconds(30))) {
            return worker + " gave up";
        }
        try {
            return worker + activities.call(worker + " alone");
        } finally {
            lock.unlock();
        }
    }
}
