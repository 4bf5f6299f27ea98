package dev.durable.chaos.work;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** {@link WorkKind#ROUNDS}: signals come in any round, and more than once if they were sent more than once. */
@Workflow
public class RoundsWorkflow {

    private final WorkflowContext workflow;
    private final EffectActivities effects;
    private final Set<Integer> received = new TreeSet<>();

    RoundsWorkflow(WorkflowContext workflow, EffectActivities effects) {
        this.workflow = workflow;
        this.effects = effects;
    }

    /**
     * Runs it.
     *
     * @param round number of the round, from 1
     * @param before what earlier rounds have received
     */
    @WorkflowMethod
    public String run(Work work, int round, Set<Integer> before) {
        received.addAll(before);
        effects.apply(work.effect(round));
        if (round < work.steps()) {
            workflow.sleep(Duration.ofMillis(work.pauseMillis()));
            throw workflow.continueAsNew(RoundsWorkflow.class, next -> next.run(work, round + 1, received));
        }
        workflow.await(() -> received.size() >= work.steps());
        return Work.joined(received);
    }

    /** Takes a number. */
    @SignalMethod
    public void tell(int number) {
        received.add(number);
    }
}
