package dev.durable.test;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.history.EventType;
import dev.durable.test.orders.Letters;
import dev.durable.test.orders.OrderApplication;
import dev.durable.test.orders.OrderWorkflow;
import dev.durable.test.orders.Payments;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@DurableTest(OrderWorkflow.class)
@ContextConfiguration(classes = OrderApplication.class)
class WorkflowAssertTests {

    @Autowired
    private WorkflowClient workflows;

    @MockitoBean
    private Payments payments;

    @MockitoBean
    private Letters letters;

    @Test
    void resultIsCompared() {
        when(payments.charge("42")).thenReturn("paid");
        WorkflowHandle<String> order = confirmedOrder();

        assertThat(order)
                .completes()
                .completesWith("paid")
                .completesWith(String.class, result -> assertThat(result).startsWith("p"))
                .hasStatus(WorkflowStatus.COMPLETED)
                .hasNotCalledActivity("Letters.remind");
        assertThat(workflows.workflow(OrderWorkflow.class, "order-42")).completesWith("paid");
        assertThatFails(() -> assertThat(order).as("the order").completesWith("free"))
                .withMessageContainingAll(
                        "[the order] Expecting that the workflow completes with \"free\", but it completed with \"paid\".",
                        "Workflow 'order-42' of type OrderWorkflow is COMPLETED",
                        "ActivityTaskScheduled: schedule Payments.charge(\"42\")",
                        "WorkflowExecutionCompleted: complete \"paid\"");
        assertThatFails(() -> assertThat(order).fails()).withMessageContaining("it completed with \"paid\"");
        assertThatFails(() -> assertThat(order).isOpen()).withMessageContaining("it is COMPLETED");
    }

    @Test
    void failureIsFoundByItsCauses() {
        doThrow(ApplicationFailure.nonRetryable("no money", "Broke"))
                .when(payments)
                .charge("42");
        WorkflowHandle<String> order = confirmedOrder();

        assertThat(order)
                .fails()
                .failsWithCause(ActivityFailure.class)
                .failsWithCause(ApplicationFailure.class)
                .failsWithMessage("no money")
                .hasCalledActivity("Payments.charge");
        assertThatFails(() -> assertThat(order).completes()).withMessageContaining("ActivityTaskFailed");
        assertThatFails(() -> assertThat(order).failsWithCause(IllegalStateException.class))
                .withMessageContaining("fails with a cause of type java.lang.IllegalStateException");
    }

    @Test
    void exceptionOfTheApplicationIsFoundByItsClass() {
        doThrow(ApplicationFailure.nonRetryable("closed", IllegalStateException.class.getName()))
                .when(payments)
                .charge("42");

        assertThat(confirmedOrder()).failsWithCause(IllegalStateException.class);
    }

    @Test
    void closedWorkflowIsNotWaitedFor() {
        when(payments.charge("42")).thenReturn("paid");
        WorkflowHandle<String> order = confirmedOrder();
        assertThat(order).completes();

        Instant begin = Instant.now();
        assertThatFails(() -> assertThat(order).hasCalledActivity("Payments.chrage"))
                .withMessageContaining(
                        "has called activity Payments.chrage, but it is COMPLETED and has not come to that.");
        assertThatFails(() -> assertThat(order).hasStatus(WorkflowStatus.FAILED));
        assertThatFails(() -> assertThat(order).hasEvents(EventType.TimerFired));

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void eventsAreComparedInTheirOrder() {
        when(payments.charge("42")).thenReturn("paid");
        WorkflowHandle<String> order = confirmedOrder();

        assertThat(order)
                .completes()
                .hasEvents(EventType.TimerStarted, EventType.TimerCanceled)
                .hasExactlyEvents(
                        EventType.WorkflowExecutionStarted,
                        EventType.TimerStarted,
                        EventType.WorkflowExecutionSignaled,
                        EventType.TimerCanceled,
                        EventType.ActivityTaskScheduled,
                        EventType.ActivityTaskCompleted,
                        EventType.WorkflowExecutionCompleted);
    }

    @Test
    void failedAttemptsAreShown() {
        when(payments.charge("42")).thenThrow(new IllegalStateException("busy")).thenReturn("paid");
        WorkflowHandle<String> order = confirmedOrder();

        assertThat(order).completes();

        assertThatFails(() -> assertThat(order).hasNoFailedAttempts())
                .withMessageContainingAll("failed attempt", "busy");
    }

    private WorkflowHandle<String> confirmedOrder() {
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));
        workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm);
        return order;
    }

    private static ThrowableAssertAlternative<AssertionError> assertThatFails(ThrowingCallable assertion) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
    }
}
