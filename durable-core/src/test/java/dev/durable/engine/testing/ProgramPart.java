package dev.durable.engine.testing;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.Random;

/** A child of {@link ProgramWorkflow}: does a few things that follow from a seed, and always ends by itself. */
@Workflow
public class ProgramPart {

    private final WorkflowContext workflow;
    private final ProgramActivities activities;
    private int pokes;

    ProgramPart(WorkflowContext workflow, ProgramActivities activities) {
        this.workflow = workflow;
        this.activities = activities;
    }

    /** Runs the part of the seed, in so many runs. */
    @WorkflowMethod
    public String run(long seed, int runs) {
        Random random = new Random(seed);
        for (int i = random.nextInt(3); i >= 0; i--) {
            step(random);
        }
        if (runs > 1) {
            throw workflow.continueAsNew(ProgramPart.class, w -> w.run(seed + 1, runs - 1));
        }
        if (workflow.random().nextInt(4) == 0) {
            throw ApplicationFailure.of("a part failed", "PartFailed");
        }
        return "part " + pokes;
    }

    private void step(Random random) {
        Duration pause = Duration.ofMillis(1 + random.nextInt(20));
        switch (random.nextInt(3)) {
            case 0 -> workflow.sleep(pause);
            case 1 -> workflow.await(pause, () -> pokes > 0);
            default -> call();
        }
    }

    private void call() {
        try {
            activities.run("part");
        } catch (ActivityFailure e) {
            workflow.sleep(Duration.ofMillis(1));
        }
    }

    /** Counts. */
    @SignalMethod
    public void poke() {
        pokes++;
    }
}
