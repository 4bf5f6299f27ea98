package dev.durable.chaos.work;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** {@link WorkKind#TIMERS}. */
@Workflow
public class TimersWorkflow {

    private final WorkflowContext workflow;
    private final EffectActivities effects;

    TimersWorkflow(WorkflowContext workflow, EffectActivities effects) {
        this.workflow = workflow;
        this.effects = effects;
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        List<Promise<Integer>> branches = IntStream.range(0, work.steps())
                .mapToObj(step -> workflow.async(() -> branch(work, step)))
                .toList();
        return Work.joined(branches.stream().map(Promise::get).toList());
    }

    private int branch(Work work, int step) {
        workflow.sleep(Duration.ofMillis(1 + workflow.random().nextInt(1 + 2 * work.pauseMillis())));
        return effects.apply(work.effect(step));
    }
}
