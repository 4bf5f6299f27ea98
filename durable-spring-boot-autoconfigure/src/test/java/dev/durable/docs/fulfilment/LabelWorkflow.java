package dev.durable.docs.fulfilment;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import java.util.concurrent.locks.ReentrantLock;

/** Does what workflow code should not do. */
@Workflow
public class LabelWorkflow {

    // region blocking
    static final ReentrantLock PRINTER = new ReentrantLock();

    @WorkflowMethod
    public String print(String parcel) {
        PRINTER.lock(); // waits with the thread, not with the workflow: an activity should do that
        try {
            return "label of " + parcel;
        } finally {
            PRINTER.unlock();
        }
    }
    // endregion
}
