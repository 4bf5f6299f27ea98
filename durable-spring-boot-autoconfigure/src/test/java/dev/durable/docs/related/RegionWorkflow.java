package dev.durable.docs.related;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;

@Workflow
public class RegionWorkflow {

    private final Desk desk;

    RegionWorkflow(Desk desk) {
        this.desk = desk;
    }

    @WorkflowMethod
    public String count(String region) {
        return desk.count(region);
    }
}
