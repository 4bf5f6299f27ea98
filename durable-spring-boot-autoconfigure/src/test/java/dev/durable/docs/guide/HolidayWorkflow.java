package dev.durable.docs.guide;

import static dev.durable.workflow.WorkflowContext.DEFAULT_VERSION;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;

@Workflow
class HolidayWorkflow {

    private final WorkflowContext workflow;
    private final TripActivities trips;

    HolidayWorkflow(WorkflowContext workflow, TripActivities trips) {
        this.workflow = workflow;
        this.trips = trips;
    }

    // region version
    @WorkflowMethod
    Trip book(String destination) {
        if (workflow.version("hotel-first", DEFAULT_VERSION, 1) == 1) {
            String hotel = trips.bookHotel(destination); // new runs
            return new Trip(trips.bookFlight(destination), hotel);
        }
        String flight = trips.bookFlight(destination); // runs that were open when the call came into the code
        return new Trip(flight, trips.bookHotel(destination));
    }
    // endregion
}
