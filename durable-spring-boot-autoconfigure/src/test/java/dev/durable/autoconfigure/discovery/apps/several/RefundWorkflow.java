package dev.durable.autoconfigure.discovery.apps.several;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public interface RefundWorkflow {

    @WorkflowMethod
    void refund();

    class Cash implements RefundWorkflow {
        @Override
        public void refund() {}
    }

    class Card implements RefundWorkflow {
        @Override
        public void refund() {}
    }
}
