package dev.durable.engine.run;

import dev.durable.engine.Uuids;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.StartChildWorkflowExecutionInitiated;
import dev.durable.history.WorkflowExecutionCancelRequested;
import dev.durable.history.WorkflowExecutionTerminated;
import dev.durable.store.OutgoingMessage;
import dev.durable.store.OutgoingMessage.Receiver;
import dev.durable.workflow.ParentClosePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The children of a run that are not known to have closed, as its history tells. */
final class ChildRuns {

    /** Stands for the end of a parent where ids of messages follow from events of the child; it is no event's id. */
    private static final int OF_CLOSING = -1;

    private final Map<Integer, StartChildWorkflowExecutionInitiated> open = new LinkedHashMap<>();

    /** Those in a history. */
    static ChildRuns in(Collection<? extends HistoryEvent> history) {
        ChildRuns children = new ChildRuns();
        history.forEach(children::note);
        return children;
    }

    void note(HistoryEvent event) {
        if (event instanceof StartChildWorkflowExecutionInitiated child) {
            open.put(child.eventId(), child);
        } else {
            open.remove(event.endsEventId());
        }
    }

    ChildRuns copy() {
        ChildRuns copy = new ChildRuns();
        copy.open.putAll(open);
        return copy;
    }

    /** What the open ones are told when the run closes. */
    List<OutgoingMessage> closingMessages(Instant now) {
        List<OutgoingMessage> messages = new ArrayList<>();
        for (StartChildWorkflowExecutionInitiated child : open.values()) {
            if (child.parentClosePolicy() != ParentClosePolicy.ABANDON) {
                UUID messageId = Uuids.version7(now, child.runId(), OF_CLOSING);
                messages.add(new OutgoingMessage(messageId, chainOf(child), closingMessage(child, now)));
            }
        }
        return messages;
    }

    /** The child, whichever run of it is open now. */
    private static Receiver chainOf(StartChildWorkflowExecutionInitiated child) {
        return new Receiver.Chain(child.workflowId(), child.runId());
    }

    private static InboundEvent closingMessage(StartChildWorkflowExecutionInitiated child, Instant now) {
        String reason = "The parent workflow has closed";
        return child.parentClosePolicy() == ParentClosePolicy.TERMINATE
                ? new WorkflowExecutionTerminated(0, now, reason)
                : new WorkflowExecutionCancelRequested(0, now, reason);
    }
}
