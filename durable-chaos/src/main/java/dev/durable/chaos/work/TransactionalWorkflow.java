package dev.durable.chaos.work;

import dev.durable.activity.ActivityOptions;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** {@link WorkKind#TRANSACTIONAL}. */
@Workflow
public class TransactionalWorkflow {

    /** How many of a hundred workflows have their transactions on the queue that not all nodes host. */
    private static final int ROUTED_PERCENT = 30;

    private final BookingActivities bookings;
    private final BookingActivities routedBookings;

    TransactionalWorkflow(WorkflowContext workflow, BookingActivities bookings) {
        this.bookings = bookings;
        this.routedBookings =
                workflow.activity(BookingActivities.class, ActivityOptions.NONE.withTaskQueue(RoutedActivities.QUEUE));
    }

    /** Runs it. */
    @WorkflowMethod
    public String run(Work work) {
        boolean routed = Math.floorMod(work.id().hashCode(), 100) < ROUTED_PERCENT;
        List<Integer> done = new ArrayList<>();
        for (int step = 0; step < work.steps(); step++) {
            done.add((routed ? routedBookings : bookings).book(work.effect(step)));
        }
        return Work.joined(done);
    }
}
