package dev.durable.docs.fulfilment;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.ChildCancellationType;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

/** Asks several carriers; the first one gets the order. */
@Workflow
public class TenderWorkflow {

    private final WorkflowContext workflow;

    TenderWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public String choose(List<String> carriers) {
        // region first
        List<Promise<String>> offers = new ArrayList<>();
        CancellationScope tender = workflow.newCancellationScope(() -> {
            for (String carrier : carriers) {
                offers.add(workflow.newChild(OfferWorkflow.class)
                        .id("offer-" + carrier)
                        .cancellationType(ChildCancellationType.TRY_CANCEL) // ask it to stop, and do not wait
                        .parentClosePolicy(ParentClosePolicy.ABANDON) // it has been told; let it finish its work
                        .start(w -> w.ask(carrier))
                        .result());
            }
        });
        tender.run();
        String offer = workflow.anyOf(offers).get();
        tender.cancel("somebody was faster");
        // endregion
        return offer;
    }
}
