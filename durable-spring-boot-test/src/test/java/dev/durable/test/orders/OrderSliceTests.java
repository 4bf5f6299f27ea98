package dev.durable.test.orders;

import static dev.durable.test.WorkflowAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowHandle;
import dev.durable.history.EventType;
import dev.durable.test.DurableTest;
import dev.durable.test.DurableTestEngine;
import dev.durable.test.DurableTestTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

// region test
@DurableTest(workflows = OrderWorkflow.class)
class OrderSliceTests {

    @Autowired
    private WorkflowClient workflows;

    @MockitoBean
    private Payments payments;

    @MockitoBean
    private Letters letters;

    @Test
    void orderThatNobodyConfirmsExpires() {
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42"));

        assertThat(order).completesWith("expired"); // thirty days, in milliseconds

        verify(letters, times(3)).remind(any(), anyInt());
        verifyNoInteractions(payments);
    }

    @Test
    void confirmedOrderIsCharged() {
        when(payments.charge("42")).thenReturn("paid");
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));

        workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm);

        assertThat(order)
                .completesWith("paid")
                .hasCalledActivity("Payments.charge", 1)
                .hasEvents(EventType.WorkflowExecutionSignaled, EventType.ActivityTaskCompleted)
                .hasNoFailedAttempts();
    }
    // endregion

    // region time
    @Test
    void reminderIsSentAfterTenDays(@Autowired DurableTestTime time) {
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).start(w -> w.fulfil("42"));

        time.advance(Duration.ofDays(9));
        verifyNoInteractions(letters);

        time.advance(Duration.ofDays(1));
        verify(letters).remind("42", 1);
        assertThat(order).isOpen().isWaitingFor("timer");
    }
    // endregion

    // region crash
    @Test
    void crashWhileThePaymentIsUnderWayChangesNothing(@Autowired DurableTestEngine engine) {
        when(payments.charge("42")).thenReturn("paid");
        engine.crashAfter(EventType.ActivityTaskScheduled);
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));

        workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm);

        assertThat(order).completesWith("paid").hasCalledActivity("Payments.charge", 1);
    }
    // endregion

    @Test
    void paymentIsRetriedInVirtualTime(@Autowired DurableTestTime time) {
        when(payments.charge("42"))
                .thenThrow(new IllegalStateException("busy"))
                .thenThrow(new IllegalStateException("busy"))
                .thenReturn("paid");
        Instant begin = time.now();
        WorkflowHandle<String> order =
                workflows.newWorkflow(OrderWorkflow.class).id("order-42").start(w -> w.fulfil("42"));

        workflows.workflow(OrderWorkflow.class, "order-42").signal(OrderWorkflow::confirm);

        assertThat(order).completesWith("paid");
        assertThat(Duration.between(begin, time.now())).isEqualTo(Duration.ofMinutes(3));
    }
    // region test
}
// endregion
