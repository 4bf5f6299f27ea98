package dev.durable.sample.orders.order;

import dev.durable.client.WorkflowClient;
import dev.durable.sample.orders.fulfilment.Order;
import dev.durable.sample.orders.fulfilment.OrderWorkflow;
import dev.durable.sample.orders.stock.Item;
import dev.durable.sample.orders.stock.StockView;
import dev.durable.sample.orders.stock.Warehouse;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Places orders. The row of the order and the start of its workflow are one transaction: both are there, or neither. */
@Service
public class OrderPlacement {

    private static final Logger log = LoggerFactory.getLogger(OrderPlacement.class);

    private final OrderRepository orders;
    private final Warehouse warehouse;
    private final WorkflowClient workflows;
    private final OrderProperties properties;
    private final Clock clock;

    OrderPlacement(OrderRepository orders, Warehouse warehouse, WorkflowClient workflows, OrderProperties properties) {
        this.orders = orders;
        this.warehouse = warehouse;
        this.workflows = workflows;
        this.properties = properties;
        this.clock = Clock.systemUTC();
    }

    /**
     * Accepts an order.
     *
     * @throws UnknownArticleException if an item is not in the catalogue
     * @throws OrderAlreadyPlacedException if there is an order of the id
     */
    @Transactional
    public void place(NewOrder order) {
        BigDecimal total = total(order.items());
        insert(new CustomerOrder(order.id(), order.customer(), order.items(), total, clock.instant()));
        Order input = new Order(
                order.id(),
                order.customer(),
                order.address(),
                order.items(),
                total,
                order.cardToken(),
                properties.cancellationWindow());
        workflows
                .newWorkflow(OrderWorkflow.class)
                .id(OrderIds.workflowId(order.id()))
                .start(w -> w.fulfil(input));
        log.info("Order {} of {} accepted, total {}", order.id(), order.customer(), total);
    }

    /** Writes at once, so that a duplicate is noticed here and not at the commit. */
    private void insert(CustomerOrder row) {
        try {
            orders.saveAndFlush(row);
        } catch (DataIntegrityViolationException e) {
            throw new OrderAlreadyPlacedException(row.toView().id(), e);
        }
    }

    private BigDecimal total(List<Item> items) {
        Map<String, StockView> articles =
                warehouse.articles(items.stream().map(Item::sku).toList());
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            StockView article = articles.get(item.sku());
            if (article == null) {
                throw new UnknownArticleException(i, item.sku());
            }
            total = total.add(article.price().multiply(BigDecimal.valueOf(item.quantity())));
        }
        return total;
    }
}
