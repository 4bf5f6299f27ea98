package dev.durable.engine.simulation;

import dev.durable.store.ClaimAnswer;
import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnWrite;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One node's way to the database. Operations fail before they are done, or seem to although they were done; the node may die before or after
 * any of them; and a task that can be left in the middle may rest there for any time.
 */
final class FaultyStore implements InvocationHandler {

    /** Engines hold a lock meanwhile, or wait for the end of the task, so that others must not go on. */
    private static final Set<String> NEVER_LEFT = Set.of("registerNode", "renewLease");

    private static final Set<String> READS = Set.of(
            "findRun",
            "history",
            "lastEvent",
            "lastEventIds",
            "messages",
            "isCommitted",
            "isDelivered",
            "activityTasks",
            "snapshots",
            "codeVersions",
            "failedAttempts",
            "list",
            "count",
            "searchAttributes",
            "heldActivities",
            "activitiesOfDeadNodes",
            "supersededFor",
            "ownedRuns",
            "ownedRunsWithMessages",
            "rejection",
            "findSchedule",
            "listSchedules",
            "earliestScheduleWakeUp");

    private static final Set<String> NOBODYS = Set.of("heldActivities", "activitiesOfDeadNodes");

    private final SimulatedNode node;
    private final DurableStore database;
    private final SimulatedScheduler scheduler;
    private final Faults faults;
    private final LateCommits lateCommits;
    private boolean buried;

    FaultyStore(
            SimulatedNode node,
            DurableStore database,
            LateCommits lateCommits,
            SimulatedScheduler scheduler,
            Faults faults) {
        this.node = node;
        this.database = database;
        this.lateCommits = lateCommits;
        this.scheduler = scheduler;
        this.faults = faults;
    }

    DurableStore asStore() {
        return (DurableStore)
                Proxy.newProxyInstance(DurableStore.class.getClassLoader(), new Class<?>[] {DurableStore.class}, this);
    }

    /** The node is dead, and whatever it tries comes to nothing from now on, so that it can come to an end. */
    void bury() {
        buried = true;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        String operation = method.getName();
        if (method.getDeclaringClass() == Object.class || operation.equals("currentTransaction")) {
            return onDatabase(method, arguments);
        }
        if (buried) {
            return afterlife(method, arguments);
        }
        rest(operation);
        before(operation, arguments);
        Object result = onDatabase(method, arguments);
        scheduler.note("store", node.number(), operation);
        after(operation);
        rest(operation);
        requireAlive(true);
        return result;
    }

    private void before(String operation, Object[] arguments) {
        requireAlive(false);
        dieSometimes(false);
        if (faults.failsBefore()) {
            throw unavailable("A fault before " + operation, false);
        }
        if (operation.equals("commit") && faults.isOutcomeUnknown()) {
            throw unavailable("A commit that did not happen", true);
        }
        if (!READS.contains(operation)) {
            lateCommits.land();
        }
        if (operation.equals("commit") && faults.isCommittedLate()) {
            @SuppressWarnings("unchecked")
            List<TurnWrite> turns = (List<TurnWrite>) arguments[0];
            lateCommits.add(turns);
            throw unavailable("A commit that will happen", true);
        }
    }

    private void after(String operation) {
        dieSometimes(true);
        if (faults.isAnswerLost()) {
            throw unavailable("The answer to " + operation + " is lost", !READS.contains(operation));
        }
    }

    private void rest(String operation) {
        if (scheduler.isOnFiber() && !node.isDead() && !NEVER_LEFT.contains(operation)) {
            long rest = faults.rest();
            if (rest >= 0) {
                scheduler.sleep(rest);
            }
        }
    }

    private void dieSometimes(boolean done) {
        if (faults.crashes() && !node.isClientOnly()) {
            scheduler.note("crash", node.number());
            node.crash();
        }
        requireAlive(done);
    }

    private void requireAlive(boolean done) {
        if (node.isDead()) {
            throw unavailable("The node is dead", done);
        }
    }

    private Object onDatabase(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(database, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof StoreConflictException conflict) {
                scheduler.note(method.getName() + " refused", node.number(), conflict.getMessage());
            }
            throw e.getCause();
        }
    }

    /** Reads are answered; nothing is written, and nothing belongs to the node any more. */
    private Object afterlife(Method method, Object[] arguments) throws Throwable {
        String operation = method.getName();
        if (operation.equals("findRun") || operation.equals("claimRun")) {
            return Optional.empty();
        }
        if (READS.contains(operation) && !operation.startsWith("owned") && !NOBODYS.contains(operation)) {
            return operation.equals("isCommitted") ? false : onDatabase(method, arguments);
        }
        if (operation.equals("commit")) {
            throw new StoreConflictException(StoreConflictException.Kind.OWNERSHIP_LOST, "The node is dead.", null);
        }
        Class<?> type = method.getReturnType();
        if (type == ClaimAnswer.class) {
            return ClaimAnswer.LOST;
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == void.class) {
            return null;
        }
        throw unavailable("The node is dead", false);
    }

    private static StoreUnavailableException unavailable(String what, boolean outcomeUnknown) {
        return new StoreUnavailableException(what + ".", outcomeUnknown, null);
    }
}
