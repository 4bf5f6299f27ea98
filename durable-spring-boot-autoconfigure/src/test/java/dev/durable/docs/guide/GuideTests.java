package dev.durable.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.client.PendingActivity;
import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowSummary;
import dev.durable.docs.MarkdownPages;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.search.SearchAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

/** The samples of the guides do what the guides say. */
@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
class GuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private WorkflowClient client;

    @Autowired
    private ClientExamples examples;

    @Autowired
    private TripAgency agency;

    @Autowired
    private ImportActivities imports;

    @Autowired
    private ReminderActivities reminders;

    @Autowired
    private ApprovalActivities approvalActivities;

    @Autowired
    private Approvals approvals;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void tripIsBooked() {
        assertThat(examples.result(examples.start("lisbon")))
                .isEqualTo(new Trip("flight to Lisbon", "hotel in Lisbon"));
    }

    @Test
    void tripThatIsSoldOutIsUndoneAndFails() {
        WorkflowHandle<Trip> handle =
                client.newWorkflow(TripWorkflow.class).id("atlantis").start(w -> w.book("Atlantis"));

        assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> handle.result(PATIENCE));
        assertThat(agency.calls()).containsSubsequence("bookFlight", "bookHotel", "cancelFlight");
        assertThat(examples.failed()).extracting(WorkflowSummary::workflowId).contains("atlantis");
    }

    @Test
    void secondStartOfAnOpenWorkflowIsRefused() {
        String id = "trip-once";
        client.newWorkflow(PriceWorkflow.class).id(id).start(w -> w.lowest("Lisbon"));

        assertThat(examples.startOnce("once")).isEqualTo("is under way");
        client.workflow(PriceWorkflow.class, id).signal(w -> w.add("Blue Sky"));
        client.workflow(PriceWorkflow.class, id).signal(PriceWorkflow::complete);
        assertThat(client.workflow(id).result(Integer.class, PATIENCE)).isEqualTo(800);
        assertThat(examples.startOnce("once")).isEqualTo("started");
    }

    @Test
    void workflowIsReachedByNames() {
        assertThat(examples.untyped("price")).isEqualTo("800 of [Blue Sky]");
        assertThat(examples.inspect("price")).startsWith("COMPLETED").contains("WorkflowExecutionSignaled");
    }

    @Test
    void workflowWithoutAnyOfferFails() {
        WorkflowHandle<Integer> handle = client.newWorkflow(PriceWorkflow.class).start(w -> w.lowest("Lisbon"));
        client.workflow(PriceWorkflow.class, handle.workflowId()).signal(PriceWorkflow::complete);

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.result(PATIENCE))
                .withMessageContaining("Nobody offers the trip");
    }

    @Test
    void importGoesOnWhereTheAttemptBeforeBroke() {
        WorkflowHandle<Integer> handle =
                client.newWorkflow(ImportWorkflow.class).start(w -> w.run(List.of("one", "two", "break", "three")));

        assertThat(handle.result(PATIENCE)).isEqualTo(4);
        assertThat(imports.stored()).containsExactly("one", "two", "break", "three");
    }

    @Test
    void activityIsCompletedFromOutsideAndOthersAreLocalOrKnownByNameOnly() {
        WorkflowHandle<String> handle =
                client.newWorkflow(InvoiceWorkflow.class).start(w -> w.write("Lisbon", 100));
        await().atMost(PATIENCE).until(() -> approvalActivities.mails().containsKey("Lisbon"));

        approvals.approve(approvalActivities.mails().get("Lisbon"), "Ann");

        assertThat(handle.result(PATIENCE)).isEqualTo("invoice: Lisbon, 12000 cents, approved by Ann");
        assertThat(handle.history())
                .extracting(HistoryEvent::type)
                .containsSubsequence(
                        EventType.LocalActivityTaskCompleted,
                        EventType.LocalActivityTaskCompleted,
                        EventType.ActivityTaskScheduled);
    }

    @Test
    void refusalFailsTheActivity() {
        WorkflowHandle<String> handle =
                client.newWorkflow(InvoiceWorkflow.class).start(w -> w.write("Moon", 100));
        await().atMost(PATIENCE).until(() -> approvalActivities.mails().containsKey("Moon"));

        approvals.refuse(approvalActivities.mails().get("Moon"), "too far");

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.result(PATIENCE))
                .withStackTraceContaining("too far");
    }

    @Test
    void activityIsCompletedByWhoeverKnowsItsIds() {
        WorkflowHandle<String> handle =
                client.newWorkflow(InvoiceWorkflow.class).start(w -> w.write("Mars", 100));
        await().atMost(PATIENCE)
                .until(() -> handle.describe().pendingActivities().stream()
                        .anyMatch(pending -> pending.state() == PendingActivity.State.WAITING_FOR_COMPLETION));

        approvals.approveAll(handle.workflowId(), "Bob");

        assertThat(handle.result(PATIENCE)).endsWith("approved by Bob");
    }

    @Test
    void activityThatIsAskedToStopTellsHowFarItCame() {
        WorkflowHandle<Integer> handle = client.newWorkflow(EveningWorkflow.class)
                .id("evening")
                .start(w -> w.remind(List.of("Ada", "Zoe, who talks", "Bob")));
        await().atMost(PATIENCE).until(() -> reminders.reminded().size() == 2);

        client.workflow(EveningWorkflow.class, "evening").signal(EveningWorkflow::itIsLate);

        assertThat(handle.result(PATIENCE)).isEqualTo(2);
        assertThat(reminders.reminded()).doesNotContain("Bob");
    }

    @Test
    void billIsRemindedOfUntilItIsPaidOrForTooLong() {
        Duration moment = Duration.ofMillis(10);
        WorkflowHandle<String> paid = client.newWorkflow(OverdueWorkflow.class)
                .id("overdue")
                .start(w -> w.remind("Ada", moment, Duration.ofDays(90)));
        await().atMost(PATIENCE).until(() -> agency.calls().contains("notifyByPhone"));
        client.workflow(OverdueWorkflow.class, "overdue").signal(OverdueWorkflow::paid);
        WorkflowHandle<String> unpaid =
                client.newWorkflow(OverdueWorkflow.class).start(w -> w.remind("Bob", moment, moment));

        assertThat(paid.result(PATIENCE)).matches("paid after [1-9]\\d* reminders");
        assertThat(unpaid.result(PATIENCE)).isEqualTo("for the lawyer");
    }

    @Test
    void promisesAreCombinedAndLocalsBelongToRunOrThread() {
        assertThat(client.newWorkflow(JourneyWorkflow.class)
                        .start(w -> w.book(List.of("Atlantis", "Porto")))
                        .result(PATIENCE))
                .isEqualTo("2 flights, a friend's sofa, true, [1 all, 1 beside]");
    }

    @Test
    void optionsOfACallAreLaidOverThoseOfTheType() {
        WorkflowHandle<Integer> handle =
                client.newWorkflow(PriceWorkflow.class).id("patient").start(w -> w.lowest("Lisbon"));
        client.workflow(PriceWorkflow.class, "patient").signal(w -> w.holdRoom("Lisbon"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(handle.history())
                        .anySatisfy(event -> assertThat(event)
                                .isInstanceOfSatisfying(ActivityTaskScheduled.class, scheduled -> {
                                    assertThat(scheduled.timeouts().startToClose())
                                            .isEqualTo(Duration.ofMinutes(10));
                                    assertThat(scheduled.retryPolicy().maximumAttempts())
                                            .isEqualTo(20);
                                    assertThat(scheduled.retryPolicy().initialInterval())
                                            .isEqualTo(Duration.ofMillis(500));
                                })));
        handle.terminate("the test is over");
    }

    @Test
    void failureSaysWhenTheNextAttemptIsMade() {
        WorkflowHandle<String> handle = client.newWorkflow(FareWorkflow.class).start(w -> w.ask("Lisbon"));
        Instant in13Hours = Instant.now().plus(Duration.ofHours(13));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(handle.describe().pendingActivities())
                        .singleElement()
                        .satisfies(pending -> {
                            assertThat(pending.state()).isEqualTo(PendingActivity.State.BACKING_OFF);
                            assertThat(pending.nextAttemptAt()).isAfter(in13Hours);
                        }));
        handle.terminate("the test is over");
    }

    @Test
    void tripThatIsBookedIsNotBookedAgain() {
        assertThat(examples.flight(examples.startUnlessBooked("policies", "Lisbon")))
                .succeedsWithin(PATIENCE)
                .isEqualTo("flight to Lisbon");
        assertThatExceptionOfType(WorkflowAlreadyStartedException.class)
                .isThrownBy(() -> examples.startUnlessBooked("policies", "Lisbon"));

        WorkflowHandle<Trip> soldOut = examples.startUnlessBooked("sold-out", "Atlantis");
        assertThatExceptionOfType(WorkflowFailedException.class).isThrownBy(() -> soldOut.result(PATIENCE));
        assertThat(examples.startUnlessBooked("sold-out", "Porto")
                        .result(PATIENCE)
                        .hotel())
                .isEqualTo("hotel in Porto");
    }

    @Test
    void runsAreFoundByTheirSearchAttributes() {
        WorkflowHandle<Integer> handle = client.newWorkflow(PriceWorkflow.class)
                .searchAttributes(SearchAttributes.of(ClientExamples.CUSTOMER, "ada")
                        .with(ClientExamples.CITIES, List.of("Lisbon", "Porto"))
                        .with(ClientExamples.PRICE, 1000L))
                .start(w -> w.lowest("Lisbon"));

        assertThat(examples.expensiveTrips("ada")).isEqualTo(1);
        assertThat(examples.expensiveTrips("bob")).isZero();
        handle.terminate("the test is over");
    }

    @Test
    void statementsOfTheGuidesAreValid() {
        List<String> statements = MarkdownPages.sqlBlocks(MarkdownPages.ROOT.resolve("docs/operations.md"));

        assertThat(statements)
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        statement -> assertThat(jdbc.queryForList(statement)).isNotNull());
    }
}
