package dev.durable.docs.messages;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ApplicationFailure;
import dev.durable.payload.EncodedArguments;
import dev.durable.workflow.UpdateHandler;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLock;

/** Money of a customer. */
@Workflow
public class AccountWorkflow {

    private final WorkflowContext workflow;
    private final Bank bank;
    private final WorkflowLock balance;
    private int cents;
    private int limit = 50_000;
    private boolean closed;

    AccountWorkflow(WorkflowContext workflow, Bank bank) {
        this.workflow = workflow;
        this.bank = bank;
        this.balance = workflow.newLock();
    }

    @WorkflowMethod
    public int open(int deposit) {
        cents = deposit;
        registerLimit();
        workflow.await(() -> closed);
        workflow.await(workflow::isEveryHandlerFinished);
        return cents;
    }

    // region one-at-a-time
    @UpdateMethod
    public int withdraw(int amount) {
        balance.lock(); // several may be under way; each looks at the balance when those before it are through
        try {
            if (amount > Math.min(cents, limit)) {
                throw ApplicationFailure.of(amount + " is too much", "TooMuch"); // fails the update, not the workflow
            }
            String key = workflow.currentUpdate().orElseThrow().updateId(); // one request, one transfer
            bank.transfer(key, amount);
            cents -= amount;
            return cents;
        } finally {
            balance.unlock();
        }
    }
    // endregion

    @SignalMethod
    public void close() {
        closed = true;
    }

    private void registerLimit() {
        // region registered-update
        workflow.onUpdate("limit", new UpdateHandler() {
            @Override
            public void validate(EncodedArguments arguments) {
                if (arguments.get(0, Integer.class) < 0) {
                    throw ApplicationFailure.of("A limit is not negative", "Negative");
                }
            }

            @Override
            public Object handle(EncodedArguments arguments) {
                limit = arguments.get(0, Integer.class);
                return limit;
            }
        });
        // endregion
    }
}
