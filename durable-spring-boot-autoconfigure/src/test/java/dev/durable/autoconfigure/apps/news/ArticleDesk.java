package dev.durable.autoconfigure.apps.news;

import dev.durable.workflow.WorkflowContext;

public class ArticleDesk implements ArticleWorkflow {

    private final WorkflowContext workflow;
    private boolean done;

    ArticleDesk(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    @Override
    public String publish(String id, String site) {
        workflow.await(() -> done);
        return id + " on " + site;
    }

    @Override
    public void done() {
        done = true;
    }
}
