package dev.durable.sample.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowStarter;
import dev.durable.sample.orders.fulfilment.Order;
import dev.durable.sample.orders.fulfilment.OrderWorkflow;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.support.ActivitySlice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

@SpringBootTest(
        classes = ActivitySlice.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:placement;DB_CLOSE_DELAY=-1",
            "sample.cancellation-window=7s",
        })
@Import(OrderPlacement.class)
class OrderPlacementTests {

    private final String id = UUID.randomUUID().toString();

    @MockitoBean
    private WorkflowClient workflows;

    private WorkflowStarter<OrderWorkflow> starter;

    @Autowired
    private OrderPlacement placement;

    @Autowired
    private OrderRepository orders;

    @BeforeEach
    void engineAccepts() {
        starter = mock(RETURNS_SELF);
        doReturn(null).when(starter).start(any());
        when(workflows.newWorkflow(OrderWorkflow.class)).thenReturn(starter);
    }

    @Test
    void acceptedOrderHasARowAndAWorkflow() {
        List<Item> items = List.of(new Item("BOOK", 2), new Item("MUG", 1), new Item("BOOK", 1));

        placement.place(new NewOrder(id, "ada", "1 Old Street", items, "tok_visa"));

        BigDecimal total = new BigDecimal("132.20");
        assertThat(orders.findById(id)).get().extracting(CustomerOrder::total).isEqualTo(total);
        verify(starter).id("order-" + id);
        ArgumentCaptor<Function<OrderWorkflow, Object>> call = ArgumentCaptor.captor();
        verify(starter).start(call.capture());
        OrderWorkflow workflow = mock();
        call.getValue().apply(workflow);
        verify(workflow).fulfil(new Order(id, "ada", "1 Old Street", items, total, "tok_visa", Duration.ofSeconds(7)));
    }

    @Test
    void orderWhoseWorkflowCannotStartLeavesNoRow() {
        doThrow(new IllegalStateException("no engine")).when(starter).start(any());

        assertThatIllegalStateException().isThrownBy(() -> placement.place(order("BOOK")));

        assertThat(orders.existsById(id)).isFalse();
    }

    @Test
    void secondOrderOfTheSameIdIsRefused() {
        placement.place(order("BOOK"));

        assertThatExceptionOfType(OrderAlreadyPlacedException.class)
                .isThrownBy(() -> placement.place(order("MUG")))
                .withMessageContaining(id);

        verify(starter).start(any());
        assertThat(orders.findById(id)).get().extracting(CustomerOrder::total).isEqualTo(new BigDecimal("39.90"));
    }

    @Test
    void unknownArticleChangesNothing() {
        NewOrder order = new NewOrder(
                id, "ada", "1 Old Street", List.of(new Item("BOOK", 1), new Item("NOTHING", 1)), "tok_visa");

        assertThatExceptionOfType(UnknownArticleException.class)
                .isThrownBy(() -> placement.place(order))
                .satisfies(e -> assertThat(e.position()).isEqualTo(1));

        assertThat(orders.existsById(id)).isFalse();
        verifyNoInteractions(starter);
    }

    private NewOrder order(String sku) {
        return new NewOrder(id, "ada", "1 Old Street", List.of(new Item(sku, 1)), "tok_visa");
    }
}
