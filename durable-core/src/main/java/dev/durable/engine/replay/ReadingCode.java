package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowInfo;

/** Code of one run that runs on threads which are none of its own, because it only reads. */
final class ReadingCode implements WatchedCode {

    private final WorkflowInfo info;

    ReadingCode(WorkflowInfo info) {
        this.info = info;
    }

    @Override
    public WorkflowInfo info() {
        return info;
    }

    @Override
    public String place() {
        return "a query, a validator, an await condition or a promise callback";
    }
}
