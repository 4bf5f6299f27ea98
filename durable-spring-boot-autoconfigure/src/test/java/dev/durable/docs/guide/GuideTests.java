package dev.durable.docs.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowSummary;
import dev.durable.docs.MarkdownPages;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import java.time.Duration;
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
        await().until(() -> approvalActivities.mails().containsKey("Lisbon"));

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
        await().until(() -> approvalActivities.mails().containsKey("Moon"));

        approvals.refuse(approvalActivities.mails().get("Moon"), "too far");

        assertThatExceptionOfType(WorkflowFailedException.class)
                .isThrownBy(() -> handle.result(PATIENCE))
                .withStackTraceContaining("too far");
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
