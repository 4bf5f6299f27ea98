package dev.durable.docs.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The samples about application events do what their page says. */
@SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
class EventGuideTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Purchases purchases;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private WorkflowClient client;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactionManager;

    @BeforeEach
    void createTable() {
        jdbc.execute("create table if not exists purchase (id varchar(20) primary key)");
    }

    @Test
    void eventStartsTheWorkflowAndOthersSignalIt() {
        purchases.place("1", 100);
        events.publishEvent(new PaymentReceived("1-a", "1", 60));
        events.publishEvent(new PaymentReceived("1-b", "1", 0));
        events.publishEvent(new PaymentReceived("1-c", "1", 40));

        assertThat(result("purchase-1")).isEqualTo("paid");
    }

    @Test
    void signalOfAnEventThatIsPublishedAgainIsDropped() {
        purchases.place("2", 100);
        events.publishEvent(new PaymentReceived("2-a", "2", 60));
        events.publishEvent(new PaymentReceived("2-a", "2", 60));
        events.publishEvent(new OrderWithdrawn("2", "too slow"));

        assertThat(result("purchase-2")).isEqualTo("withdrawn");
    }

    @Test
    void startRollsBackWithThePublishersTransaction() {
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            purchases.place("3", 100);
            assertThat(client.workflow("purchase-3").describe()).isNotNull();
            status.setRollbackOnly();
        });

        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> client.workflow("purchase-3").describe());
    }

    @Test
    void signalRollsBackWithThePublishersTransaction() {
        purchases.place("4", 10);
        new TransactionTemplate(transactionManager).executeWithoutResult(status -> {
            events.publishEvent(new OrderWithdrawn("4", "a mistake"));
            status.setRollbackOnly();
        });
        events.publishEvent(new PaymentReceived("4-a", "4", 10));

        assertThat(result("purchase-4")).isEqualTo("paid");
    }

    @Test
    void startOfATakenIdFailsThePublisher() {
        purchases.place("5", 10);

        assertThatExceptionOfType(WorkflowAlreadyStartedException.class)
                .isThrownBy(() -> events.publishEvent(new OrderPlaced("5", 10)));
    }

    @Test
    void signalToNobodyFailsThePublisherUnlessItIsToBeIgnored() {
        events.publishEvent(new OrderWithdrawn("6", "never ordered"));

        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> events.publishEvent(new PaymentReceived("6-a", "6", 1)));
    }

    @Test
    void startThatIsToHappenOnceIsIgnoredTheSecondTime() {
        purchases.place("7", 10);
        events.publishEvent(new PaymentReceived("7-a", "7", 5));
        assertThat(result("receipt-7-a")).isEqualTo("receipt for 5");

        new TransactionTemplate(transactionManager)
                .executeWithoutResult(status -> events.publishEvent(new PaymentReceived("7-a", "7", 5)));

        assertThat(client.list(WorkflowFilter.ALL.withWorkflowIdPrefix("receipt-7"))
                        .workflows())
                .hasSize(1);
    }

    @Test
    void eventWithoutWhatTheIdNeedsFailsThePublisher() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> events.publishEvent(new OrderPlaced(null, 1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.EVENT_NOT_DELIVERABLE));
    }

    @Test
    void listenerOfTheApplicationMapsEvents() {
        events.publishEvent(new BasketOrdered("9", List.of(3, 4)));
        events.publishEvent(new PaymentReceived("9-a", "9", 7));

        assertThat(result("purchase-9")).isEqualTo("paid");
    }

    private Object result(String workflowId) {
        return client.workflow(workflowId).result(String.class, PATIENCE);
    }
}
