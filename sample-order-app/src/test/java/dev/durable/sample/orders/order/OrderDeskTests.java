package dev.durable.sample.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.durable.client.TypedWorkflowExecution;
import dev.durable.client.UpdateFailedException;
import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowStatus;
import dev.durable.client.WorkflowSummary;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.sample.orders.fulfilment.OrderStatus;
import dev.durable.sample.orders.fulfilment.OrderWorkflow;
import dev.durable.search.SearchAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;

class OrderDeskTests {

    private final OrderRepository orders = mock();
    private final WorkflowClient workflows = mock();
    private final TypedWorkflowExecution<OrderWorkflow> workflow = mock();
    private final OrderDesk desk = new OrderDesk(orders, workflows);

    @BeforeEach
    void workflowOfOrder1() {
        when(workflows.workflow(OrderWorkflow.class, "order-1")).thenReturn(workflow);
    }

    @Test
    void unknownOrderIsNotFound() {
        when(orders.findById("1")).thenReturn(Optional.empty());

        assertThatExceptionOfType(OrderNotFoundException.class).isThrownBy(() -> desk.order("1"));
    }

    @Test
    void cancellationInTimeIsSignalled() {
        statusIs(OrderStatus.RESERVED);

        desk.cancel("1", "changed my mind");

        verify(workflow).signal(anySignal());
    }

    @Test
    void cancellationAfterTheWindowIsRefused() {
        statusIs(OrderStatus.SHIPPING);

        assertThatExceptionOfType(ChangeTooLateException.class)
                .isThrownBy(() -> desk.cancel("1", "changed my mind"))
                .withMessageContaining("SHIPPING");

        verify(workflow, never()).signal(anySignal());
    }

    @Test
    void cancellationThatIsOvertakenByTheEndIsRefused() {
        statusIs(OrderStatus.RESERVED, OrderStatus.COMPLETED);
        doThrow(new DurableException(ErrorCode.WORKFLOW_CLOSED, "Workflow 'order-1' has closed."))
                .when(workflow)
                .signal(anySignal());

        assertThatExceptionOfType(ChangeTooLateException.class)
                .isThrownBy(() -> desk.cancel("1", "changed my mind"))
                .withMessageContaining("COMPLETED");
    }

    @Test
    void changeOfAddressThatTheWorkflowRejectsIsRefused() {
        statusIs(OrderStatus.SHIPPING);
        when(workflow.update(anyUpdate()))
                .thenThrow(new UpdateFailedException(
                        ErrorCode.UPDATE_REJECTED, "order-1", UUID.randomUUID(), "update-1", "was rejected", null));

        assertThatExceptionOfType(ChangeTooLateException.class)
                .isThrownBy(() -> desk.changeAddress("1", "2 New Street"))
                .withMessageContainingAll("sent elsewhere", "SHIPPING");
    }

    @Test
    void listAsksForOrdersOnly() {
        Instant started = Instant.parse("2026-01-01T00:00:00Z");
        WorkflowSummary summary = new WorkflowSummary(
                "order-1",
                UUID.randomUUID(),
                "OrderWorkflow",
                "default",
                WorkflowStatus.FAILED,
                started,
                started,
                SearchAttributes.EMPTY);
        WorkflowFilter filter = WorkflowFilter.ALL
                .withWorkflowType("OrderWorkflow")
                .withStatuses(WorkflowStatus.FAILED)
                .withWorkflowIdPrefix("order-")
                .withPageSize(7)
                .withCursor("c1");
        when(workflows.list(filter)).thenReturn(new WorkflowPage(List.of(summary), "c2"));

        OrderPage page = desk.list(WorkflowStatus.FAILED, "c1", 7);

        assertThat(page.nextCursor()).isEqualTo("c2");
        assertThat(page.orders()).containsExactly(new OrderPage.Entry("1", WorkflowStatus.FAILED, started, started));
    }

    private void statusIs(OrderStatus first, OrderStatus... next) {
        when(workflow.query(ArgumentMatchers.<Function<OrderWorkflow, OrderStatus>>any()))
                .thenReturn(first, next);
    }

    private static Function<OrderWorkflow, String> anyUpdate() {
        return any();
    }

    private static Consumer<OrderWorkflow> anySignal() {
        return any();
    }
}
