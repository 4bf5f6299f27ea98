package dev.durable.engine.replay;

import dev.durable.engine.MdcKeys;
import dev.durable.workflow.WorkflowInfo;
import org.slf4j.MDC;

/** Puts the key facts of a run into the logging context of the threads that run its code. */
final class LoggingContext {

    private final WorkflowInfo info;

    LoggingContext(WorkflowInfo info) {
        this.info = info;
    }

    WorkflowInfo info() {
        return info;
    }

    void apply() {
        MDC.put(MdcKeys.WORKFLOW_ID, info.workflowId());
        MDC.put(MdcKeys.RUN_ID, info.runId().toString());
        MDC.put(MdcKeys.WORKFLOW_TYPE, info.workflowType());
    }

    void clear() {
        MDC.remove(MdcKeys.WORKFLOW_ID);
        MDC.remove(MdcKeys.RUN_ID);
        MDC.remove(MdcKeys.WORKFLOW_TYPE);
    }
}
