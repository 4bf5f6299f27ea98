package dev.durable.docs.guide;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.search.SearchAttributeKey;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** Books what customers ask for, one after another. */
@Workflow
class TravelDeskWorkflow {

    static final SearchAttributeKey<String> LAST_DESTINATION = SearchAttributeKey.keyword("lastDestination");

    private final WorkflowContext workflow;
    private final TripActivities trips;
    private final WorkflowQueue<String> requests;
    private final WorkflowLock swaps;

    TravelDeskWorkflow(WorkflowContext workflow, TripActivities trips) {
        this.workflow = workflow;
        this.trips = trips;
        this.requests = workflow.newQueue(100); // waiting requests, at most
        this.swaps = workflow.newLock();
    }

    // region queue
    @SignalMethod
    void request(String destination) {
        requests.put(destination); // waits while 100 others wait
    }

    @WorkflowMethod
    int run(int bookedBefore) {
        int booked = bookedBefore;
        String destination = requests.poll(Duration.ofHours(8));
        while (destination != null) {
            book(destination);
            booked++;
            if (workflow.isContinueAsNewSuggested() && requests.size() == 0) {
                int total = booked;
                throw workflow.continueAsNew(TravelDeskWorkflow.class, w -> w.run(total));
            }
            destination = requests.poll(Duration.ofHours(8));
        }
        return booked; // nobody has asked for eight hours
    }
    // endregion

    private void book(String destination) {
        trips.bookFlight(destination);
        // region attributes
        workflow.upsertSearchAttributes(SearchAttributes.of(LAST_DESTINATION, destination));
        workflow.upsertMemo(Map.of("note", "booked " + destination + " at " + workflow.now()));
        // endregion
    }

    // region side-effect
    private String localTime() {
        String zone =
                workflow.sideEffect(String.class, () -> TimeZone.getDefault().getID());
        return workflow.now() + " in " + zone;
    }

    private int batchSize() {
        return workflow.mutableSideEffect(
                "batch-size",
                Integer.class,
                (before, now) -> !now.equals(before),
                () -> Integer.getInteger("desk.batch-size", 10));
    }
    // endregion

    @UpdateMethod
    int lowest(List<String> airlines, String destination) {
        return askAll(airlines, destination).stream()
                .mapToInt(Promise::get)
                .min()
                .orElseThrow();
    }

    private List<Promise<Integer>> askAll(List<String> airlines, String destination) {
        // region semaphore
        WorkflowSemaphore lines = workflow.newSemaphore(3); // three calls at the same time
        List<Promise<Integer>> prices = new ArrayList<>();
        for (String airline : airlines) {
            prices.add(workflow.async(() -> {
                lines.acquire();
                try {
                    return trips.askPrice(airline, destination);
                } finally {
                    lines.release();
                }
            }));
        }
        // endregion
        return prices;
    }

    // region lock
    @SignalMethod
    void swap(String from, String to) {
        swaps.lock(); // the two steps of a swap are not mixed with those of another one
        try {
            trips.cancelFlight(from);
            trips.bookFlight(to);
        } finally {
            swaps.unlock();
        }
    }
    // endregion

    @SignalMethod
    void describe() {
        workflow.upsertMemo(Map.of("desk", batchSize() + " at once, " + localTime()));
    }
}
