package dev.durable.annotation;

/** Which code goes on with open runs when another version of it is deployed. */
public enum VersioningBehavior {
    /**
     * Whatever is deployed: changes of the code are made by {@link dev.durable.workflow.WorkflowContext#version}. The default.
     */
    AUTO_UPGRADE,
    /**
     * The version with which the run began, {@code durable.cluster.code-version}: instances with another one leave it alone, and it waits while
     * there is none with its own. For workflows that are short in comparison to how long versions stay deployed.
     */
    PINNED
}
