package dev.durable.docs.guide;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.workflow.Saga;
import dev.durable.workflow.WorkflowContext;

@Workflow
class TripWorkflow {

    private final WorkflowContext workflow;
    private final TripActivities trips;

    TripWorkflow(WorkflowContext workflow, TripActivities trips) {
        this.workflow = workflow;
        this.trips = trips;
    }

    // region saga
    @WorkflowMethod
    Trip book(String destination) {
        Saga saga = workflow.newSaga();
        try {
            String flight = trips.bookFlight(destination);
            saga.addCompensation(() -> trips.cancelFlight(flight));
            String hotel = trips.bookHotel(destination);
            return new Trip(flight, hotel);
        } catch (ActivityFailure failure) {
            saga.compensate();
            throw failure;
        }
    }
    // endregion
}
