package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** {@link WorkKind#ACTIVITIES}. */
@Workflow
public class ActivitiesWorkflow {

    private final WorkflowContext workflow;
    private final EffectActivities effects;
    private final EffectActivities localEffects;

    ActivitiesWorkflow(WorkflowContext workflow, EffectActivities effects) {
        this.workflow = workflow;
        this.effects = effects;
        this.localEffects = workflow.localActivity(EffectActivities.class);
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        List<Integer> done = new ArrayList<>();
        for (int step = 0; step < work.steps(); step++) {
            // the salt shows whether what derives from the run comes out the same on another node
            Effect effect = work.effect(step).withSalt(workflow.randomUuid().toString());
            done.add(step == 2 ? localEffects.apply(effect) : effects.apply(effect));
        }
        if (work.refused()) {
            effects.refuse(work.effect(work.steps()));
        }
        return Work.joined(done);
    }
}
