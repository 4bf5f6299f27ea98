package dev.durable.docs.guide;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowDescription;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.ActivityFailure;
import dev.durable.history.HistoryJson;
import dev.durable.search.SearchAttributeKey;
import dev.durable.workflow.WorkflowIdConflictPolicy;
import dev.durable.workflow.WorkflowIdReusePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

@Component
class ClientExamples {

    private final WorkflowClient client;

    ClientExamples(WorkflowClient client) {
        this.client = client;
    }

    WorkflowHandle<Trip> start(String tripId) {
        // region start
        WorkflowHandle<Trip> handle = client.newWorkflow(TripWorkflow.class)
                .id("trip-" + tripId) // unique among open runs; a random UUID if left out
                .start(w -> w.book("Lisbon"));
        // endregion
        return handle;
    }

    String startOnce(String tripId) {
        // region start-once
        try {
            client.newWorkflow(TripWorkflow.class).id("trip-" + tripId).start(w -> w.book("Lisbon"));
            return "started";
        } catch (WorkflowAlreadyStartedException e) {
            return "is under way";
        }
        // endregion
    }

    WorkflowHandle<Trip> startUnlessBooked(String tripId, String destination) {
        // region start-policies
        WorkflowHandle<Trip> trip = client.newWorkflow(TripWorkflow.class)
                .id("trip-" + tripId)
                .idConflictPolicy(WorkflowIdConflictPolicy.USE_EXISTING) // join the one that is under way
                .idReusePolicy(WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY) // again only if it was not booked
                .start(w -> w.book(destination));
        // endregion
        return trip;
    }

    CompletableFuture<String> flight(WorkflowHandle<Trip> handle) {
        // region result-async
        CompletableFuture<String> flight = handle.resultAsync().thenApply(Trip::flight);
        // endregion
        return flight;
    }

    Trip result(WorkflowHandle<Trip> handle) {
        // region result
        try {
            return handle.result(Duration.ofSeconds(30));
        } catch (WorkflowFailedException e) {
            if (e.getCause() instanceof ActivityFailure failure) {
                throw new IllegalStateException(failure.activityType() + " failed", failure.getCause());
            }
            throw e;
        }
        // endregion
    }

    Object untyped(String id) {
        // region untyped
        client.newWorkflow("PriceWorkflow").id(id).start("Lisbon");

        WorkflowExecution price = client.workflow(id);
        price.signal("add", "Blue Sky");
        price.signal("complete");
        List<?> airlines = price.query("airlines", List.class);
        Object lowest = price.result(Integer.class, Duration.ofSeconds(30));
        // endregion
        return lowest + " of " + airlines;
    }

    List<WorkflowSummary> failed() {
        // region list
        WorkflowFilter filter = WorkflowFilter.ALL
                .withWorkflowType("TripWorkflow")
                .withStatuses(WorkflowStatus.FAILED)
                .withPageSize(50);
        List<WorkflowSummary> failed = new ArrayList<>();
        WorkflowPage page = client.list(filter);
        failed.addAll(page.workflows());
        while (page.nextCursor() != null) {
            page = client.list(filter.withCursor(page.nextCursor()));
            failed.addAll(page.workflows());
        }
        // endregion
        return failed;
    }

    // region search-keys
    static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.keyword("customer");
    static final SearchAttributeKey<List<String>> CITIES = SearchAttributeKey.keywordList("cities");
    static final SearchAttributeKey<Long> PRICE = SearchAttributeKey.longKey("price");
    // endregion

    long expensiveTrips(String customer) {
        // region search
        WorkflowFilter filter = WorkflowFilter.ALL
                .withStatuses(WorkflowStatus.RUNNING)
                .with(CUSTOMER.is(customer), CITIES.contains("Lisbon"), PRICE.isAtLeast(1000L));
        long count = client.count(filter);
        List<WorkflowSummary> latest = client.list(filter).workflows();
        // endregion
        return Math.min(count, latest.size());
    }

    String inspect(String id) {
        // region inspect
        WorkflowDescription description = client.workflow(id).describe();
        String document = new HistoryJson().write(client.workflow(id).history());
        // endregion
        return description.summary().status() + " " + document;
    }
}
