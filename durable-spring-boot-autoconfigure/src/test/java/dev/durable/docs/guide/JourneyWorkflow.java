package dev.durable.docs.guide;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import java.util.ArrayList;
import java.util.List;

/** Books several trips at once, for whoever asks. */
@Workflow
class JourneyWorkflow {

    private final WorkflowContext workflow;
    private final TripActivities trips;
    private final Journal journal;

    JourneyWorkflow(WorkflowContext workflow, TripActivities trips) {
        this.workflow = workflow;
        this.trips = trips;
        this.journal = new Journal(workflow);
    }

    @WorkflowMethod
    String book(List<String> destinations) {
        // region promises
        List<Promise<String>> flights = new ArrayList<>();
        for (String destination : destinations) {
            flights.add(workflow.async(() -> trips.bookFlight(destination)));
        }
        String first = workflow.anyOf(flights).get(); // the first one that is booked, or fails
        Promise<String> hotel = workflow.async(() -> trips.bookHotel(destinations.get(0)))
                .handle((booked, failure) -> failure == null ? booked : "a friend's sofa");
        workflow.allOf(flights).get(); // throws at the first failure
        String summary = flights.size() + " flights, " + hotel.get();
        // endregion
        journal.note("all");
        workflow.async(() -> journal.note("beside")).get();
        return summary + ", " + first.startsWith("flight to") + ", " + journal.notes();
    }

    // region locals
    static final class Journal { // knows nothing of the workflow that it is used by

        private final WorkflowLocal<List<String>> notes; // one for the run
        private final WorkflowLocal<Integer> depth; // one for each thread

        Journal(WorkflowContext workflow) {
            notes = workflow.newRunLocal(ArrayList::new);
            depth = workflow.newThreadLocal(() -> 0);
        }

        void note(String text) {
            depth.set(depth.get() + 1);
            notes.get().add(depth.get() + " " + text);
        }

        List<String> notes() {
            return notes.get();
        }
    }
    // endregion
}
