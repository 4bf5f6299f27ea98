package dev.durable.docs.fulfilment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.CanceledFailure;
import dev.durable.failure.TerminatedFailure;
import dev.durable.failure.TimeoutFailure;
import dev.durable.failure.TimeoutType;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The samples about children, scopes and time limits do what their pages say. */
@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
class FulfilmentGuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private WorkflowClient client;

    @Autowired
    private FulfilmentExamples examples;

    @Autowired
    private Warehouse warehouse;

    @Test
    void orderIsShippedInPartsAndToldWhatIsMissing() {
        WorkflowHandle<List<String>> order = order("order-1", List.of("lamp", "unicorn", "table"));
        awaitPacked("order-1/lamp");
        awaitPacked("order-1/table");

        client.workflow(SplitOrderWorkflow.class, "order-1").signal(w -> w.collect("lamp"));
        client.workflow(SplitOrderWorkflow.class, "order-1").signal(w -> w.giveUp("table"));
        client.workflow(SplitOrderWorkflow.class, "order-1").signal(w -> w.collect("unicorn"));

        assertThat(order.result(PATIENCE))
                .containsExactly("parcel with lamp", "no unicorn: OutOfStock", "no table: CanceledFailure");
        assertThat(warehouse.calls()).contains("put back table");
    }

    @Test
    void childrenOfAParentThatIsEndedFromOutsideCleanUp() {
        WorkflowHandle<List<String>> order = order("order-2", List.of("chair"));
        awaitPacked("order-2/chair");

        order.terminate("a fraud");

        awaitStatus("order-2/chair", WorkflowStatus.CANCELED);
        assertThat(warehouse.calls()).contains("put back chair");
    }

    @Test
    void cancellationOfTheParentReachesItsChildrenAndWaitsForThem() {
        WorkflowHandle<List<String>> order = order("order-3", List.of("sofa"));
        awaitPacked("order-3/sofa");

        order.cancel("too expensive");

        assertThat(order.result(PATIENCE)).containsExactly("no sofa: CanceledFailure");
        assertThat(warehouse.calls()).contains("put back sofa");
    }

    @Test
    void abandonedChildOutlivesItsParentAndAnotherOneOfItsIdIsNotStarted() {
        assertThat(close("order-4", "ada")).isEqualTo("asks");
        assertThat(close("order-5", "ada")).isEqualTo("is asked about with another order");

        awaitQuery("survey-ada", List.of("order-4", "order-5"));
        client.workflow(SurveyWorkflow.class, "survey-ada").signal(w -> w.answer(5));
        assertThat(client.workflow("survey-ada").result(Integer.class, PATIENCE))
                .isEqualTo(5);
        assertThat(close("order-6", "ada")).isEqualTo("asks");
    }

    @Test
    void firstOfferWinsAndTheOthersAreCanceled() {
        WorkflowHandle<String> tender =
                client.newWorkflow(TenderWorkflow.class).start(w -> w.choose(List.of("red", "blue")));
        await().atMost(PATIENCE).until(() -> isOpen("offer-blue") && isOpen("offer-red"));

        client.workflow(OfferWorkflow.class, "offer-blue").signal(w -> w.offer(700));

        assertThat(tender.result(PATIENCE)).isEqualTo("blue for 700");
        awaitStatus("offer-red", WorkflowStatus.CANCELED);
    }

    @Test
    void partOfAWorkflowHasATimeLimit() {
        Duration hour = Duration.ofHours(1);
        assertThat(client.newWorkflow(SlotWorkflow.class)
                        .start(w -> w.book("early", hour))
                        .result(PATIENCE))
                .isEqualTo("by lorry");

        Duration moment = Duration.ofMillis(50);
        WorkflowHandle<String> late = client.newWorkflow(SlotWorkflow.class).start(w -> w.book("late", moment));
        assertThat(late.result(PATIENCE)).isEqualTo("by van");
        assertThat(late.history())
                .extracting(HistoryEvent::type)
                .containsSubsequence(EventType.TimerFired, EventType.ActivityTaskCancelRequested);
    }

    @Test
    void messageEndsTheDelayOfAStartAndTheFailedRunIsRepeated() {
        WorkflowHandle<String> collection = examples.collect("1", "debit card", Duration.ofMillis(50));
        assertThat(collection.history())
                .extracting(HistoryEvent::type)
                .containsExactly(EventType.WorkflowExecutionStarted);

        client.workflow(CollectionWorkflow.class, "collection-1").signal(CollectionWorkflow::payNow);

        assertThat(collection.result(PATIENCE)).isEqualTo("paid by debit card");
        assertThat(runs("collection-1"))
                .extracting(WorkflowSummary::status)
                .containsExactly(WorkflowStatus.COMPLETED, WorkflowStatus.FAILED);
    }

    @Test
    void messageDoesNotEndThePauseBeforeARepetitionButTerminationDoes() {
        WorkflowHandle<String> collection = examples.collect("2", "gold card", Duration.ofDays(7));
        client.workflow(CollectionWorkflow.class, "collection-2").signal(CollectionWorkflow::payNow);
        await().atMost(PATIENCE).until(() -> runs("collection-2").size() == 2);

        WorkflowExecution next = client.workflow("collection-2");
        next.signal("payNow");
        assertThat(next.describe().pendingMessages()).isEqualTo(1);
        next.terminate("the order was returned");

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> collection.result(PATIENCE))
                .withCauseInstanceOf(TerminatedFailure.class);
    }

    @Test
    void failureThatThePolicyExcludesIsNotRepeated() {
        WorkflowHandle<String> collection = examples.collect("3", "stolen", Duration.ofDays(7));

        client.workflow(CollectionWorkflow.class, "collection-3").signal(CollectionWorkflow::payNow);

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> collection.result(PATIENCE))
                .withCauseInstanceOf(ApplicationFailure.class);
        assertThat(runs("collection-3")).hasSize(1);
    }

    @Test
    void cancellationEndsTheDelayOfAStartToo() {
        WorkflowHandle<String> collection = examples.collect("4", "credit card", Duration.ofDays(7));

        collection.cancel("the order was returned");

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> collection.result(PATIENCE))
                .withRootCauseInstanceOf(CanceledFailure.class);
        assertThat(collection.describe().summary().status()).isEqualTo(WorkflowStatus.CANCELED);
    }

    @Test
    void runThatTakesTooLongTimesOut() {
        WorkflowHandle<Integer> survey = client.newWorkflow(SurveyWorkflow.class)
                .runTimeout(Duration.ofMillis(50))
                .start(w -> w.ask("order-7"));

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> survey.result(PATIENCE))
                .havingCause()
                .isInstanceOfSatisfying(
                        TimeoutFailure.class,
                        timeout -> assertThat(timeout.timeoutType()).isEqualTo(TimeoutType.WORKFLOW_RUN));
        assertThat(survey.describe().summary().status()).isEqualTo(WorkflowStatus.TIMED_OUT);
    }

    @Test
    void runGoesOnAsANewOneWhenItsHandlersHaveFinished() {
        WorkflowHandle<String> subscription = client.newWorkflow(SubscriptionWorkflow.class)
                .id("subscription")
                .start(w -> w.month(1, "tea"));

        UpdateHandle<String> change = client.workflow(SubscriptionWorkflow.class, "subscription")
                .startUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), w -> w.change("rare coffee"));
        client.workflow(SubscriptionWorkflow.class, "subscription").signal(SubscriptionWorkflow::endOfMonth);
        warehouse.lorryArrives();

        assertThat(change.result(PATIENCE)).isEqualTo("parcel with rare coffee");
        await().atMost(PATIENCE).until(() -> runs("subscription").size() == 2);
        assertThat(((WorkflowExecutionStarted)
                                client.workflow("subscription").history().get(0))
                        .options()
                        .runTimeout())
                .isEqualTo(Duration.ofDays(40));
        client.workflow(SubscriptionWorkflow.class, "subscription").signal(SubscriptionWorkflow::end);

        assertThat(subscription.result(PATIENCE)).isEqualTo("2 months, rare coffee at last");
    }

    private WorkflowHandle<List<String>> order(String id, List<String> parts) {
        return client.newWorkflow(SplitOrderWorkflow.class).id(id).start(w -> w.fulfil(parts));
    }

    private String close(String order, String customer) {
        return client.newWorkflow(DeliveredOrderWorkflow.class)
                .id(order)
                .start(w -> w.close(customer))
                .result(PATIENCE);
    }

    private void awaitPacked(String shipment) {
        await().atMost(PATIENCE)
                .until(() -> isOpen(shipment)
                        && client.workflow(shipment).history().stream()
                                .anyMatch(event -> event.type() == EventType.ActivityTaskCompleted));
    }

    private void awaitQuery(String survey, List<String> orders) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                client.workflow(SurveyWorkflow.class, survey).query(SurveyWorkflow::orders))
                        .isEqualTo(orders));
    }

    private void awaitStatus(String id, WorkflowStatus status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                client.workflow(id).describe().summary().status())
                        .isEqualTo(status));
    }

    private boolean isOpen(String id) {
        return runs(id).stream().anyMatch(run -> !run.status().isClosed());
    }

    private List<WorkflowSummary> runs(String id) {
        return client.list(WorkflowFilter.ALL.withWorkflowIdPrefix(id)).workflows();
    }
}
