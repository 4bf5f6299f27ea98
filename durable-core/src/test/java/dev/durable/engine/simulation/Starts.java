package dev.durable.engine.simulation;

import dev.durable.client.WorkflowAlreadyStartedException;
import dev.durable.client.WorkflowClient;
import java.util.function.Consumer;

/** Calls that start workflows, each of which must come to one start. */
final class Starts {

    private final Calls calls;
    private final Simulation simulation;
    private final Checker checker;

    Starts(Calls calls, Simulation simulation, Checker checker) {
        this.calls = calls;
        this.simulation = simulation;
        this.checker = checker;
    }

    /** Plans a start, which is made again until there is an answer. */
    void plan(long delay, String id, Consumer<WorkflowClient> action) {
        calls.plan(delay, true, "start " + id, client -> {
            try {
                action.accept(client);
            } catch (WorkflowAlreadyStartedException e) {
                // by the try before, whose outcome nobody could know
            }
            checker.startAcknowledged(id);
        });
    }

    /** Plans a start in a transaction of the application, which is made again if it is to commit. */
    void planInTransaction(long delay, String id, boolean commits, Consumer<WorkflowClient> action) {
        calls.plan(delay, commits, "start in transaction " + id, client -> {
            try {
                simulation.inTransaction(() -> {
                    action.accept(client);
                    if (!commits) {
                        throw new RolledBack();
                    }
                });
            } catch (RolledBack e) {
                checker.startRolledBack(id);
                return;
            } catch (WorkflowAlreadyStartedException e) {
                // by the try before, whose outcome nobody could know
            }
            checker.startAcknowledged(id);
        });
    }

    private static final class RolledBack extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RolledBack() {
            super("as planned", null, false, false);
        }
    }
}
