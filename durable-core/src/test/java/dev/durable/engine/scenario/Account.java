package dev.durable.engine.scenario;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.GatedWork;
import dev.durable.failure.ApplicationFailure;
import dev.durable.workflow.WorkflowContext;

/** Changes by updates until it is closed by a signal. */
@Workflow
public class Account {

    private final WorkflowContext workflow;
    private final GatedWork work;
    private int balance;
    private boolean closed;

    Account(WorkflowContext workflow, GatedWork work) {
        this.workflow = workflow;
        this.work = work;
    }

    /** Waits for its end; leaves handlers behind. */
    @WorkflowMethod
    public int run() {
        workflow.await(() -> closed);
        return balance;
    }

    /** Changes the balance at once. */
    @UpdateMethod
    public int deposit(int amount) {
        balance += amount;
        return balance;
    }

    @UpdateValidatorMethod(updateName = "deposit")
    void checkDeposit(int amount) {
        if (amount <= 0) {
            throw new IllegalArgumentException(amount + " is no deposit");
        }
    }

    /** Changes the balance after an activity. */
    @UpdateMethod
    public int depositChecked(int amount, String check) {
        work.work(check);
        return deposit(amount);
    }

    /** Fails unless there is something. */
    @UpdateMethod
    public int withdrawAll() {
        if (balance == 0) {
            throw ApplicationFailure.of("nothing there", "Empty");
        }
        balance = 0;
        return balance;
    }

    /** Returns nothing. */
    @UpdateMethod
    public void audit() {
        workflow.logger().debug("{} is there", balance);
    }

    /** Ends the run. */
    @SignalMethod
    public void close() {
        closed = true;
    }

    /** What is there. */
    @QueryMethod
    public int balance() {
        return balance;
    }
}
