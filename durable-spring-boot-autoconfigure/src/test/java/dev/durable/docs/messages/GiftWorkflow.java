package dev.durable.docs.messages;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

/** Puts a gift into a basket. */
@Workflow
public class GiftWorkflow {

    private final Dispatch dispatch;

    GiftWorkflow(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    @WorkflowMethod
    public void give(String basket, String gift) {
        dispatch.put(basket, gift);
    }
}
