package dev.durable.engine.schedule;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowExecution;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;

/** Ends workflows that are in the way of the next action of a schedule. One that has closed already is no mistake. */
record RoomMaker(WorkflowClient client) {

    void cancel(String scheduleId, TakenAction action) {
        end(action, workflow -> workflow.cancel(reason(scheduleId)));
    }

    void terminate(String scheduleId, TakenAction action) {
        end(action, workflow -> workflow.terminate(reason(scheduleId)));
    }

    private void end(TakenAction action, End end) {
        try {
            end.of(client.workflow(action.workflowId()));
        } catch (DurableException e) {
            if (e.code() != ErrorCode.WORKFLOW_CLOSED && e.code() != ErrorCode.WORKFLOW_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static String reason(String scheduleId) {
        return "Schedule '" + scheduleId + "' makes room for its next action";
    }

    private interface End {
        void of(WorkflowExecution workflow);
    }
}
