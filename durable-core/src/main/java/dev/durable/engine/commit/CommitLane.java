package dev.durable.engine.commit;

import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.store.CommitResult;
import dev.durable.store.StoreUnavailableException;
import dev.durable.store.TurnStore;
import dev.durable.store.TurnWrite;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one group of turns after another until there are no more. Turns of a group that fails are tried one by one, so that only
 * the culprit is affected; when the database is in trouble the lane keeps what it has, waits, and goes on by itself.
 *
 * <p>Confined to one task at a time: the one it runs in, or the one that a timer starts after a pause.
 */
final class CommitLane {

    private static final Logger logger = LoggerFactory.getLogger(CommitPipeline.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final TurnStore store;
    private final TimeSource time;
    private final Executor executor;
    private final Supplier<List<PendingTurn>> nextGroup;
    private final Runnable onIdle;
    private final Deque<List<PendingTurn>> groups = new ArrayDeque<>();
    private int failures;
    private final Set<PendingTurn> inDoubt = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<PendingTurn> uncommitted = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean outcomeUnknown;

    /**
     * @param nextGroup takes the next turns from the queue; empty when there are none
     * @param onIdle called when the lane ends
     */
    CommitLane(
            TurnStore store,
            TimeSource time,
            Executor executor,
            Supplier<List<PendingTurn>> nextGroup,
            Runnable onIdle) {
        this.store = store;
        this.time = time;
        this.executor = executor;
        this.nextGroup = nextGroup;
        this.onIdle = onIdle;
    }

    void run() {
        List<PendingTurn> group = next();
        while (!group.isEmpty()) {
            if (!commit(group)) {
                return;
            }
            group = next();
        }
        onIdle.run();
    }

    private List<PendingTurn> next() {
        List<PendingTurn> kept = groups.poll();
        return kept != null ? kept : nextGroup.get();
    }

    /** Commits the group or finds the culprit; false if the lane has to pause, and will be run again. */
    private boolean commit(List<PendingTurn> group) {
        List<PendingTurn> open = group;
        try {
            if (outcomeUnknown) {
                open = new ArrayList<>(group);
                dropCommitted(open);
                outcomeUnknown = false;
            }
            if (!open.isEmpty()) {
                write(open);
            }
        } catch (StoreUnavailableException e) {
            groups.push(open);
            pause(e);
            return false;
        }
        return true;
    }

    private void write(List<PendingTurn> group) {
        CommitResult result;
        try {
            result = store.commit(turnsOf(group));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            isolate(group, e);
            return;
        } catch (Error e) {
            // nobody else would go on committing, so the lane must survive
            isolate(group, new DurableException(ErrorCode.STORE_FAILED, "A commit failed: " + e + ".", e));
            return;
        }
        if (failures > 0) {
            failures = 0;
            logger.info("The database answers again; commits go on");
        }
        boolean alone = group.size() == 1;
        group.forEach(turn -> tell(() -> turn.listener().committed(result, alone)));
        group.forEach(inDoubt::remove);
    }

    private void isolate(List<PendingTurn> group, RuntimeException failure) {
        if (group.size() > 1) {
            group.forEach(turn -> groups.add(List.of(turn)));
            return;
        }
        PendingTurn turn = group.get(0);
        // a commit whose outcome was unknown may have become visible only now, and be what the turn collides with
        boolean committed = inDoubt.contains(turn) && store.isCommitted(turn.turn());
        inDoubt.remove(turn);
        tell(
                committed
                        ? () -> turn.listener().committed(CommitResult.UNKNOWN, true)
                        : () -> turn.listener().failed(failure));
    }

    /**
     * After a commit with unknown outcome: tells the listeners of turns that did commit, and leaves the others. What was found out stays so
     * if the database fails in between; otherwise a large group might never get through a time in which it fails often.
     */
    private void dropCommitted(List<PendingTurn> group) {
        for (PendingTurn turn : List.copyOf(group)) {
            if (uncommitted.contains(turn)) {
                continue;
            }
            if (store.isCommitted(turn.turn())) {
                group.removeIf(open -> open == turn);
                inDoubt.remove(turn);
                tell(() -> turn.listener().committed(CommitResult.UNKNOWN, false));
            } else {
                uncommitted.add(turn);
            }
        }
        uncommitted.clear();
    }

    /** A listener that fails concerns its own run only. */
    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            logger.error("What follows a commit has failed", e);
        }
    }

    private void pause(StoreUnavailableException e) {
        if (e.isOutcomeUnknown()) {
            outcomeUnknown = true;
            groups.forEach(inDoubt::addAll);
        }
        if (failures == 0) {
            logger.warn(
                    "{} ({} turns wait)",
                    e.getMessage(),
                    groups.stream().mapToInt(List::size).sum(),
                    e);
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        failures++;
        time.scheduleUpkeep(
                time.now().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause),
                () -> executor.execute(this::run));
    }

    private static List<TurnWrite> turnsOf(List<PendingTurn> group) {
        List<TurnWrite> turns = new ArrayList<>(group.size());
        for (PendingTurn pending : group) {
            turns.add(pending.turn());
        }
        return turns;
    }
}
