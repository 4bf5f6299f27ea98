package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import java.util.ArrayList;
import java.util.List;

/** {@link WorkKind#AT_MOST_ONCE}: what is lost with a node is left out of the result. */
@Workflow
public class AtMostOnceWorkflow {

    private final OnceActivities activities;

    AtMostOnceWorkflow(OnceActivities activities) {
        this.activities = activities;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        List<Integer> done = new ArrayList<>();
        for (int step = 0; step < work.steps(); step++) {
            try {
                done.add(activities.apply(work.effect(step)));
            } catch (ActivityFailure e) {
                // It may have started on a node that is gone, so nobody may start it again.
            }
        }
        return Work.joined(done);
    }
}
