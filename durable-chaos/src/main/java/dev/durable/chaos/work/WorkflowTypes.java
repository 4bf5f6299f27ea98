package dev.durable.chaos.work;

import dev.durable.client.WorkflowClient;
import dev.durable.engine.WorkflowReplayer;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.util.List;
import java.util.Set;

/** Which workflow does which kind of work. */
public final class WorkflowTypes {

    private static final List<Class<?>> WORKFLOWS = List.of(
            ActivitiesWorkflow.class,
            AtMostOnceWorkflow.class,
            TimersWorkflow.class,
            SignalsWorkflow.class,
            UpdatesWorkflow.class,
            ChildrenWorkflow.class,
            RoundsWorkflow.class,
            LaterWorkflow.class,
            TransactionalWorkflow.class,
            RoutedWorkflow.class);
    private static final List<Class<?>> ACTIVITIES = List.of(
            EffectActivities.class,
            OnceActivities.class,
            LaterActivities.class,
            BookingActivities.class,
            RoutedActivities.class);

    private WorkflowTypes() {}

    /** Starts the work; a second start of it is refused, even if it has ended. */
    public static void start(WorkflowClient client, Work work) {
        Object[] arguments = work.kind() == WorkKind.ROUNDS ? new Object[] {work, 1, Set.of()} : new Object[] {work};
        client.newWorkflow(typeOf(work.kind()).getSimpleName())
                .id(work.id())
                .idReusePolicy(WorkflowIdReusePolicy.REJECT_DUPLICATE)
                .start(arguments);
    }

    /** A replayer of all that nodes have done. */
    public static WorkflowReplayer replayer() {
        WorkflowReplayer.Builder builder = WorkflowReplayer.builder();
        WORKFLOWS.forEach(builder::workflow);
        ACTIVITIES.forEach(builder::activity);
        return builder.build();
    }

    private static Class<?> typeOf(WorkKind kind) {
        return switch (kind) {
            case ACTIVITIES -> ActivitiesWorkflow.class;
            case AT_MOST_ONCE -> AtMostOnceWorkflow.class;
            case TIMERS -> TimersWorkflow.class;
            case SIGNALS -> SignalsWorkflow.class;
            case UPDATES -> UpdatesWorkflow.class;
            case CHILDREN -> ChildrenWorkflow.class;
            case ROUNDS -> RoundsWorkflow.class;
            case LATER -> LaterWorkflow.class;
            case TRANSACTIONAL -> TransactionalWorkflow.class;
            case ROUTED -> RoutedWorkflow.class;
        };
    }
}
