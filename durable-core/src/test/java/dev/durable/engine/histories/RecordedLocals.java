package dev.durable.engine.histories;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Keeps values for the run and for each of its threads, and draws random numbers and ids, whose threads take turns. */
@Workflow
class RecordedLocals {

    private final WorkflowContext workflow;
    private final RecordedActivities activities;
    private final RandomGenerator random;
    private final WorkflowLocal<Integer> ofRun;
    private final WorkflowLocal<Integer> ofThread;

    RecordedLocals(WorkflowContext workflow, RecordedActivities activities, RandomGenerator random) {
        this.workflow = workflow;
        this.activities = activities;
        this.random = random;
        this.ofRun = workflow.newRunLocal(() -> 100);
        this.ofThread = workflow.newThreadLocal(() -> random.nextInt(10));
    }

    @WorkflowMethod
    String run() {
        UUID first = workflow.randomUuid();
        List<Promise<String>> threads = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> workflow.async(() -> count(number)))
                .toList();
        workflow.allOf(threads).get();
        workflow.sleep(Duration.ofSeconds(random.nextInt(1, 60)));
        return first + " " + workflow.random().nextLong() + " " + ofRun.get() + " " + ofThread.get();
    }

    private String count(int number) {
        ofThread.set(ofThread.get() + number);
        ofRun.set(ofRun.get() + number);
        activities.call("later: " + ofThread.get() + " of " + ofRun.get());
        return activities.call(ofThread.get() + " of " + ofRun.get() + ", " + workflow.randomUuid());
    }
}
