package dev.durable.autoconfigure.apps.news;

import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.event.WorkflowEventListener;

/** Events that are found on an interface, whoever implements it. */
@Workflow
public interface ArticleWorkflow {

    @WorkflowMethod
    @WorkflowEventListener(
            classes = Retracted.class,
            id = "retraction-#{id}",
            arguments = {"id", "@siteName"})
    @WorkflowEventListener(
            classes = String.class,
            condition = "startsWith('article:')",
            id = "#{substring(8)}",
            arguments = {"#event", "'plain text'"})
    String publish(String id, String site);

    @SignalMethod
    void done();
}
