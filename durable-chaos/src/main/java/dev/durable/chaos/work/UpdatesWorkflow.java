package dev.durable.chaos.work;

import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** {@link WorkKind#UPDATES}. */
@Workflow
public class UpdatesWorkflow {

    private final WorkflowContext workflow;
    private final EffectActivities effects;
    private final List<Integer> added = new ArrayList<>();

    UpdatesWorkflow(WorkflowContext workflow, EffectActivities effects) {
        this.workflow = workflow;
        this.effects = effects;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        workflow.await(() -> added.size() >= work.steps() && workflow.isEveryHandlerFinished());
        return Work.joined(added.stream().sorted().toList());
    }

    /**
     * Adds a number.
     *
     * @return how many there are with it
     */
    @UpdateMethod
    public int add(int number) {
        effects.apply(new Effect(number, number % 3 == 2 ? 1 : 0, 20, ""));
        added.add(number);
        return added.size();
    }
}
