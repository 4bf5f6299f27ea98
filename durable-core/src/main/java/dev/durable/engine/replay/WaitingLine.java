package dev.durable.engine.replay;

import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Workflow threads that wait for something in the order in which they came. Who has something for them serves the first. Confined to
 * the run.
 *
 * @param <P> what is known of each
 */
final class WaitingLine<P extends WaitingLine.Place> {

    private final WorkflowContext workflow;
    private final Deque<P> places = new ArrayDeque<>();

    WaitingLine(WorkflowContext workflow) {
        this.workflow = workflow;
    }

    /** Who is to be served next, or null. */
    @Nullable
    P first() {
        return places.peekFirst();
    }

    /** Lets the first one go on. */
    void serveFirst() {
        places.removeFirst().serve();
    }

    /**
     * Joins the line and waits to be served. Leaves the line if the wait ends without that: its time ran out, or it was canceled.
     *
     * @param timeout longest wait, or null for any
     * @return whether it was served
     */
    boolean await(P place, @Nullable Duration timeout) {
        places.addLast(place);
        try {
            if (timeout == null) {
                workflow.await(place::isServed);
            } else {
                workflow.await(timeout, place::isServed);
            }
        } finally {
            // a wait whose condition holds ends well, whatever else has happened: nobody leaves with what was meant for
            // others
            if (!place.isServed()) {
                places.remove(place);
            }
        }
        return place.isServed();
    }

    /** A place in the line. */
    static class Place {

        private boolean served;

        boolean isServed() {
            return served;
        }

        void serve() {
            served = true;
        }
    }
}
