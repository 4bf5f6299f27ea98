package dev.durable.autoconfigure.apps.news;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.autoconfigure.event.WorkflowEventListener;

/** A second workflow that one event starts; another application executes it. */
@Workflow
public interface ArchiveWorkflow {

    @WorkflowMethod
    @WorkflowEventListener(classes = Retracted.class, id = "archive-#{id}", arguments = "id")
    void archive(String id);
}
