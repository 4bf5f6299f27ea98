package dev.durable.docs.related;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;

// region continue-as-new
@Workflow
public class DigestWorkflow {

    private static final int NEWS_A_RUN = 3;

    private final WorkflowContext workflow;
    private final List<String> news = new ArrayList<>();

    DigestWorkflow(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @WorkflowMethod
    public int collect(int collected) {
        workflow.await(() -> news.size() >= NEWS_A_RUN || news.contains("end"));
        if (news.contains("end")) {
            return collected + news.size();
        }
        int sofar = collected + news.size();
        throw workflow.continueAsNew(DigestWorkflow.class, w -> w.collect(sofar));
    }

    @SignalMethod
    public void add(String text) {
        news.add(text);
    }
}
// endregion
