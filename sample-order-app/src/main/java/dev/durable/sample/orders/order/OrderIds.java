package dev.durable.sample.orders.order;

/** How order ids and workflow ids go together: order 42 is fulfilled by workflow order-42. */
final class OrderIds {

    static final String WORKFLOW_ID_PREFIX = "order-";

    private OrderIds() {}

    static String workflowId(String orderId) {
        return WORKFLOW_ID_PREFIX + orderId;
    }

    static String orderId(String workflowId) {
        return workflowId.substring(WORKFLOW_ID_PREFIX.length());
    }
}
