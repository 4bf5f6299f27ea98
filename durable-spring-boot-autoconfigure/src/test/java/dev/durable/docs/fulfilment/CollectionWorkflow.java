package dev.durable.docs.fulfilment;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;

/** Collects the money for an order. */
@Workflow
public class CollectionWorkflow {

    private final Bank bank;

    CollectionWorkflow(Bank bank) {
        this.bank = bank;
    }

    @WorkflowMethod
    public String collect(String card) {
        try {
            return bank.collect(card);
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof ApplicationFailure reason) {
                throw ApplicationFailure.of("Nothing was collected", reason.type()); // one that may be repeated
            }
            throw failure;
        }
    }

    @SignalMethod
    public void payNow() {
        // ends the delay of the start
    }
}
