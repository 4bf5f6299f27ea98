package dev.durable.docs.guide;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

@Workflow(failureTypes = NoOfferException.class)
class PriceWorkflow {

    private final WorkflowContext workflow;
    private final TripActivities trips;
    private final List<String> airlines = new ArrayList<>();
    private boolean complete;

    PriceWorkflow(WorkflowContext workflow, TripActivities trips) {
        this.workflow = workflow;
        this.trips = trips;
    }

    @WorkflowMethod
    int lowest(String destination) {
        waitForAirlines();
        return ask(destination);
    }

    // region signal
    @SignalMethod
    void add(String airline) {
        airlines.add(airline);
    }

    @SignalMethod
    void complete() {
        complete = true;
    }

    @QueryMethod
    List<String> airlines() {
        return List.copyOf(airlines);
    }

    private void waitForAirlines() {
        boolean inTime = workflow.await(Duration.ofMinutes(30), () -> complete);
        if (!inTime && airlines.isEmpty()) {
            throw new NoOfferException();
        }
    }
    // endregion

    private int ask(String destination) {
        // region parallel
        List<Promise<Integer>> prices = new ArrayList<>();
        for (String airline : airlines) {
            prices.add(workflow.async(() -> trips.askPrice(airline, destination)));
        }
        workflow.await(Duration.ofSeconds(30), () -> prices.stream().allMatch(Promise::isDone));
        // who has not answered by then, or has failed, is left out
        return prices.stream()
                .filter(price -> price.isDone() && price.failure() == null)
                .mapToInt(Promise::get)
                .min()
                .orElseThrow(NoOfferException::new);
        // endregion
    }

    @SignalMethod
    void holdRoom(String destination) {
        patient().bookHotel(destination);
    }

    private TripActivities patient() {
        // region call-options
        TripActivities patient = workflow.activity(
                TripActivities.class,
                ActivityOptions.NONE
                        .withStartToCloseTimeout(Duration.ofMinutes(10))
                        .withRetry(RetryOptions.maximumAttempts(20)));
        // endregion
        return patient;
    }
}
