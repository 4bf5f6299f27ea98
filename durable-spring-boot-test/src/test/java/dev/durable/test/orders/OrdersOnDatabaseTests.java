package dev.durable.test.orders;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.test.AutoConfigureDurableTest;
import dev.durable.test.DurableTestEngine;
import dev.durable.test.DurableTestTime;
import dev.durable.test.TestStore;
import dev.durable.test.TestTime;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whole applications on their own database. */
class OrdersOnDatabaseTests {

    // region skipped
    @Nested
    @SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
    @AutoConfigureDurableTest(store = TestStore.APPLICATION)
    class InSkippedTime {

        @Autowired
        private WorkflowClient workflows;

        @Autowired
        private PlatformTransactionManager transactions;

        @MockitoSpyBean
        private Bank bank;

        @Test
        void orderThatIsStartedInATransactionExpiresAfterThirtyDays() {
            WorkflowHandle<String> order = new TransactionTemplate(transactions)
                    .execute(
                            status -> workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42")));

            assertThat(order).completesWith("expired");
        }
        // endregion

        @RepeatedTest(2)
        void crashedEngineIsSucceededAndEachTestBeginsWithNothing(@Autowired DurableTestEngine engine) {
            assertThat(engine.runs()).isEmpty();
            WorkflowHandle<String> order =
                    workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));
            workflows.newWorkflow(OrderWorkflow.class).id("left-open").start(w -> w.fulfil("43"));
            engine.awaitRest();

            engine.crash();
            new TransactionTemplate(transactions)
                    .executeWithoutResult(status ->
                            workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm));

            assertThat(order).completesWith("charged 42");
            assertThat(engine.runs()).hasSize(2);
        }
        // region skipped
    }
    // endregion

    @Nested
    @SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
    @AutoConfigureDurableTest(store = TestStore.APPLICATION, time = TestTime.REAL)
    class InRealTime {

        @Autowired
        private WorkflowClient workflows;

        @Test
        void orderWaitsUntilItIsConfirmed(@Autowired DurableTestEngine engine) {
            WorkflowHandle<String> order =
                    workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));
            engine.awaitRest();
            assertThat(order).isOpen().isWaitingFor("timer");

            engine.crash();
            workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm);

            assertThat(order).completesWith("charged 42");
        }

        @Test
        void timeCannotBeMoved(@Autowired DurableTestTime time) {
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(() -> time.advance(Duration.ofDays(1)))
                    .returns(ErrorCode.TEST_TIME_REAL, DurableException::code);
        }
    }

    @Nested
    @SpringBootTest(properties = "spring.datasource.generate-unique-name=true")
    @AutoConfigureDurableTest
    class InMemory {

        @Autowired
        private WorkflowClient workflows;

        @Test
        void applicationIsWholeButForItsHistories() {
            WorkflowHandle<String> order =
                    workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42"));

            assertThat(order).completesWith("expired");
        }
    }
}
