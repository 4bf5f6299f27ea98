package dev.durable.engine.testing;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call in a scope of its own, for workflow code that asks single activities to stop and wants to see how they end. */
public final class StoppableCall {

    /** Options of activities whose calls go on until the activity has stopped. */
    public static final ActivityOptions OPTIONS =
            ActivityOptions.NONE.withCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);

    private final CancellationScope scope;
    private @Nullable Promise<String> result;

    private StoppableCall(WorkflowContext workflow, Supplier<String> call) {
        this.scope = workflow.newCancellationScope(() -> result = workflow.async(call));
    }

    /** Begins the call. */
    public static StoppableCall of(WorkflowContext workflow, Supplier<String> call) {
        StoppableCall begun = new StoppableCall(workflow, call);
        begun.scope.run();
        return begun;
    }

    /** What the call comes to. */
    public Promise<String> result() {
        return Objects.requireNonNull(result);
    }

    /** Asks what was called to stop. */
    public void stop() {
        scope.cancel("enough");
    }
}
