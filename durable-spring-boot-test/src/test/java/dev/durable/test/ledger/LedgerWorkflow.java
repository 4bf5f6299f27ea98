package dev.durable.test.ledger;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** Books an entry and notes it. */
@Workflow
public class LedgerWorkflow {

    private final Ledger ledger;
    private final Journal journal;

    LedgerWorkflow(Ledger ledger, Journal journal) {
        this.ledger = ledger;
        this.journal = journal;
    }

    @WorkflowMethod
    public String run(String entry) {
        return ledger.book(entry) + ", " + journal.note(entry + " noted");
    }
}
