package dev.durable.docs.fulfilment;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.failure.ChildWorkflowFailure;
import dev.durable.failure.ExternalWorkflowFailure;
import dev.durable.workflow.ParentClosePolicy;
import dev.durable.workflow.WorkflowContext;

/** The end of an order. */
@Workflow
public class DeliveredOrderWorkflow {

    private final WorkflowContext workflow;

    DeliveredOrderWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    // region abandon
    @WorkflowMethod
    public String close(String customer) {
        String order = workflow.info().workflowId();
        try {
            workflow.newChild(SurveyWorkflow.class)
                    .id("survey-" + customer)
                    .parentClosePolicy(ParentClosePolicy.ABANDON) // it outlives this run
                    .start(w -> w.ask(order))
                    .started()
                    .get(); // only to learn whether another order has a survey under way
            return "asks";
        } catch (ChildWorkflowFailure alreadyStarted) {
            return tellSurvey(customer, order);
        }
    }
    // endregion

    // region external
    private String tellSurvey(String customer, String order) {
        try {
            workflow.external(SurveyWorkflow.class, "survey-" + customer).signal(w -> w.about(order));
            return "is asked about with another order";
        } catch (ExternalWorkflowFailure notOpen) {
            return "has just been asked";
        }
    }
    // endregion
}
