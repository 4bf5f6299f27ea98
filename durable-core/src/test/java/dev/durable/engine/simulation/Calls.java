package dev.durable.engine.simulation;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.simulation.SimulatedScheduler.Task;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The calls that callers make, each on some node, with which it dies; some make them again until there is an answer. */
final class Calls {

    private static final int PATIENCE = 15_000_000;
    private static final int MOST_TRIES = 200;

    private final Random random;
    private final Simulation simulation;
    private final List<Call> calls = new ArrayList<>();

    Calls(Random random, Simulation simulation) {
        this.random = random;
        this.simulation = simulation;
    }

    /**
     * Plans a call.
     *
     * @param again whether it is made again if nobody knows what has become of it
     * @param what it in words
     */
    void plan(long delay, boolean again, String what, Consumer<WorkflowClient> action) {
        planOnEngine(delay, again, what, engine -> action.accept(engine.client()));
    }

    /** Plans a call of another client of an engine. */
    void planOnEngine(long delay, boolean again, String what, Consumer<DurableEngine> action) {
        Call call = new Call(what, again, action);
        calls.add(call);
        simulation.later(delay, call::make);
    }

    boolean areOver() {
        return calls.stream().allMatch(call -> call.over);
    }

    private final class Call {

        private final String what;
        private final boolean again;
        private final Consumer<DurableEngine> action;
        private boolean over;
        private int tries;

        Call(String what, boolean again, Consumer<DurableEngine> action) {
            this.what = what;
            this.again = again;
            this.action = action;
        }

        void make() {
            int thisTry = ++tries;
            SimulatedNode node = simulation.anyNode();
            node.addTask(new Task("client", () -> make(node, thisTry), null));
            // nobody answers for a node that has died
            simulation.later(PATIENCE, () -> noAnswer(thisTry));
        }

        private void make(SimulatedNode node, int thisTry) {
            if (thisTry != tries || over) {
                return;
            }
            try {
                action.accept(node.engine());
                simulation.note("answered", node.number(), what);
                over = true;
            } catch (NodeDied e) {
                // so does its caller
            } catch (DurableException e) {
                if (!node.isDead()) {
                    failed(e, node, thisTry);
                }
            }
        }

        private void failed(DurableException e, SimulatedNode node, int thisTry) {
            simulation.note("refused", node.number(), what, e.code().name());
            boolean unknown = e instanceof StoreUnavailableException
                    || e instanceof WorkflowNotFoundException // it has not begun yet, perhaps
                    || e.code() == ErrorCode.UPDATE_NOT_ACCEPTED;
            if (unknown) {
                noAnswer(thisTry);
            } else {
                simulation.requireExpected(e);
                over = true;
            }
        }

        private void noAnswer(int ofTry) {
            if (over || ofTry != tries) {
                return;
            }
            if (again && tries < MOST_TRIES) {
                tries++;
                simulation.later(50_000 + random.nextInt(500_000), this::make);
            } else {
                over = true;
            }
        }
    }
}
