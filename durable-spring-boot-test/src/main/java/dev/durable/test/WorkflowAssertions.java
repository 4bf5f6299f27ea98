package dev.durable.test;

import dev.durable.client.WorkflowExecution;

/** Assertions on workflows. A static import goes together with AssertJ's own {@code assertThat}. */
public final class WorkflowAssertions {

    private WorkflowAssertions() {}

    /** Asserts something on a workflow: on what a start has returned, or on what {@code client.workflow(…)} gives. */
    public static WorkflowAssert assertThat(WorkflowExecution actual) {
        return new WorkflowAssert(actual);
    }
}
