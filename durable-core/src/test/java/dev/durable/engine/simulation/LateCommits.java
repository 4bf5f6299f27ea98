package dev.durable.engine.simulation;

import dev.durable.store.DurableStore;
import dev.durable.store.StoreConflictException;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits that are still under way in the database although whoever made them has lost the connection. Reads do not see them; whatever writes
 * waits for the locks that they hold, and so comes after them.
 */
final class LateCommits {

    private final DurableStore database;
    private final SimulatedNode world;
    private final SimulatedScheduler scheduler;
    private final Faults faults;
    private final List<List<TurnWrite>> underWay = new ArrayList<>();

    LateCommits(DurableStore database, SimulatedNode world, SimulatedScheduler scheduler, Faults faults) {
        this.database = database;
        this.world = world;
        this.scheduler = scheduler;
        this.faults = faults;
    }

    void add(List<TurnWrite> turns) {
        underWay.add(turns);
        scheduler.time().schedule(world, faults.shortTime().toNanos() / 1_000, this::land);
    }

    /** They end, one way or the other. */
    void land() {
        List<List<TurnWrite>> landing = List.copyOf(underWay);
        underWay.clear();
        for (List<TurnWrite> turns : landing) {
            try {
                database.commit(turns);
                scheduler.note("landed", turns.size());
            } catch (StoreConflictException e) {
                // its fences have held it up
            }
        }
    }
}
