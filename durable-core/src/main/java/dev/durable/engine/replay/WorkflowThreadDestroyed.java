package dev.durable.engine.replay;

/** Unwinds a workflow thread whose run is dropped from memory. An error, so that user code does not take it for its own. */
final class WorkflowThreadDestroyed extends Error {

    WorkflowThreadDestroyed() {
        super("The run was dropped from memory; this thread ends without effect", null, false, false);
    }
}
