package dev.durable.sample.orders.fulfilment;

import dev.durable.engine.determinism.DeterminismCheck;
import dev.durable.sample.orders.reconciliation.ReconciliationWorkflow;
import org.junit.jupiter.api.Test;

/** No workflow asks a clock, starts a thread or does I/O, wherever its code leads. */
class OrderDeterminismTests {

    // region verify
    @Test
    void workflowsAreDeterministic() {
        DeterminismCheck.of(OrderWorkflow.class, ParcelWorkflow.class, ReconciliationWorkflow.class)
                .verify();
    }
    // endregion
}
