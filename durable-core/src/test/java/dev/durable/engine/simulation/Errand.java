package dev.durable.engine.simulation;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.DurableFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Does a few things, which follow from a seed, over seconds; ends by itself. Tells {@link Collector}s about it. */
@Workflow
public class Errand {

    private final WorkflowContext workflow;
    private final SimulatedActivities activities;
    private final SimulatedActivities far;
    private final SimulatedBookings bookings;
    private final SimulatedBookings farBookings;
    private final List<String> done = new ArrayList<>();
    private int nudges;

    Errand(WorkflowContext workflow, SimulatedActivities activities, SimulatedBookings bookings) {
        this.workflow = workflow;
        this.activities = activities;
        this.far =
                workflow.activity(SimulatedActivities.class, ActivityOptions.NONE.withTaskQueue(SimulatedCluster.FAR));
        this.bookings = bookings;
        this.farBookings =
                workflow.activity(SimulatedBookings.class, ActivityOptions.NONE.withTaskQueue(SimulatedCluster.FAR));
    }

    /**
     * Does so many things.
     *
     * @param depth how many generations of children there may be
     */
    @WorkflowMethod
    public String run(long seed, int steps, int depth) {
        Random random = new Random(seed);
        try {
            for (int i = 0; i < steps; i++) {
                step(random, depth);
                if (i > 1 && random.nextInt(5) == 0) {
                    long next = random.nextLong();
                    int left = steps - i - 1;
                    throw workflow.continueAsNew(Errand.class, w -> w.run(next, left, depth));
                }
            }
        } catch (CanceledFailure e) {
            workflow.newDetachedCancellationScope(() -> note(() -> activities.once("clean up")))
                    .run();
            throw e;
        }
        return String.join(",", done);
    }

    /** Makes a wait shorter. */
    @SignalMethod
    public void nudge() {
        nudges++;
    }

    private void step(Random random, int depth) {
        String name = "step " + random.nextInt(1_000);
        Duration pause = Duration.ofMillis(random.nextInt(3_000));
        switch (random.nextInt(depth > 0 ? 17 : 14)) {
            case 0 -> note(() -> activities.once(name));
            case 1 -> note(() -> activities.work(name));
            case 2 ->
                note(() -> workflow.localActivity(SimulatedActivities.class).work(name));
            case 3 -> workflow.sleep(pause);
            case 4 -> {
                int before = nudges;
                workflow.await(pause, () -> nudges > before);
            }
            case 5, 9 -> together(random, name);
            case 6 -> tellCollector(random.nextInt(3));
            case 7 -> note(() -> far.once(name));
            case 8 -> note(() -> far.work(name));
            case 10 -> note(() -> bookings.book(name));
            case 11 -> note(() -> farBookings.book(name));
            case 12 -> note(() -> activities.later(name));
            case 13 -> note(() -> far.later(name));
            case 14 -> note(() -> child(random, depth).result().get());
            case 15 -> cancelChild(random, depth, pause);
            default -> leaveChild(random, depth);
        }
    }

    private void together(Random random, String name) {
        List<Promise<String>> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(4); i > 0; i--) {
            String part = name + " part " + i;
            SimulatedActivities where = random.nextInt(3) == 0 ? far : activities;
            boolean once = random.nextBoolean();
            parts.add(workflow.async(() -> outcome(() -> once ? where.once(part) : where.work(part))));
        }
        workflow.allOf(parts).get();
        parts.forEach(part -> done.add(part.get()));
    }

    private void tellCollector(int collector) {
        note(() -> {
            workflow.external(Collector.class, "collector-" + collector).signal(Collector::hear);
            return "told";
        });
    }

    private void cancelChild(Random random, int depth, Duration pause) {
        List<ChildWorkflowHandle<Errand, String>> children = new ArrayList<>();
        CancellationScope scope = workflow.newCancellationScope(() -> children.add(child(random, depth)));
        scope.run();
        workflow.sleep(pause);
        scope.cancel("enough");
        note(() -> children.get(0).result().get());
    }

    private void leaveChild(Random random, int depth) {
        note(() -> {
            child(random, depth).started().get();
            return "left";
        });
    }

    private ChildWorkflowHandle<Errand, String> child(Random random, int depth) {
        ParentClosePolicy[] policies = ParentClosePolicy.values();
        long seed = random.nextLong();
        return workflow.newChild(Errand.class)
                .parentClosePolicy(policies[random.nextInt(policies.length)])
                .start(w -> w.run(seed, 3, depth - 1));
    }

    private void note(Supplier<String> action) {
        done.add(outcome(action));
    }

    /** Cancellation of the workflow itself is no outcome. */
    private String outcome(Supplier<String> action) {
        try {
            return action.get();
        } catch (ActivityFailure | ChildWorkflowFailure | ExternalWorkflowFailure e) {
            DurableFailure failure = e;
            return failure.getClass().getSimpleName();
        }
    }
}
