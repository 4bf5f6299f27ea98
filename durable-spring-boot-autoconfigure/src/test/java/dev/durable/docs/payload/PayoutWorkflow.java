package dev.durable.docs.payload;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.util.List;

@Workflow
class PayoutWorkflow {

    @WorkflowMethod
    String pay(Iban account, List<String> lines) {
        return lines.size() + " lines to " + account;
    }
}
