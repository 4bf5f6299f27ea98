package dev.durable.store.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs, or a draft of changes over them: a draft copies each run that is about to change, and either becomes part of what it
 * was drawn over or is thrown away. Guarded by the store's lock.
 */
final class MemoryTables {

    private final @Nullable MemoryTables base;
    private final TreeMap<UUID, MemoryRun> runs = new TreeMap<>(UuidOrder.INSTANCE);
    private final Map<String, UUID> openRuns = new HashMap<>();
    private final MemorySchedules schedules;

    MemoryTables() {
        this(null);
    }

    private MemoryTables(@Nullable MemoryTables base) {
        this.base = base;
        this.schedules = new MemorySchedules(base == null ? null : base.schedules);
    }

    MemoryTables draft() {
        return new MemoryTables(this);
    }

    /** Makes the draft's changes those of its base. */
    void apply() {
        if (base == null) {
            throw new IllegalStateException("Only a draft can be applied");
        }
        runs.values().forEach(base::put);
        schedules.apply();
    }

    MemorySchedules schedules() {
        return schedules;
    }

    @Nullable
    MemoryRun find(UUID runId) {
        MemoryRun run = runs.get(runId);
        return run != null || base == null ? run : base.find(runId);
    }

    /** The run for being changed. */
    @Nullable
    MemoryRun edit(UUID runId) {
        MemoryRun run = runs.get(runId);
        if (run != null || base == null) {
            return run;
        }
        MemoryRun original = base.find(runId);
        if (original == null) {
            return null;
        }
        MemoryRun copy = original.copy();
        runs.put(runId, copy);
        return copy;
    }

    /** Adds a run, or takes note that one has opened or closed. */
    void put(MemoryRun run) {
        runs.put(run.runId(), run);
        if (run.isOpen()) {
            openRuns.put(run.workflowId(), run.runId());
        } else {
            openRuns.remove(run.workflowId(), run.runId());
        }
    }

    /** Removes a closed run; false if there is none. */
    boolean remove(UUID runId) {
        return runs.remove(runId) != null;
    }

    @Nullable
    MemoryRun findOpen(String workflowId) {
        UUID here = openRuns.get(workflowId);
        if (here != null) {
            return runs.get(here);
        }
        MemoryRun below = base == null ? null : base.findOpen(workflowId);
        MemoryRun current = below == null ? null : find(below.runId());
        return current == null || !current.isOpen() ? null : current;
    }

    /** The runs that fit, newest first. */
    List<MemoryRun> newestFirst(Predicate<MemoryRun> condition) {
        List<MemoryRun> found = new ArrayList<>();
        all().descendingMap().values().stream().filter(condition).forEach(found::add);
        return found;
    }

    private TreeMap<UUID, MemoryRun> all() {
        if (base == null) {
            return runs;
        }
        TreeMap<UUID, MemoryRun> all = new TreeMap<>(base.all());
        all.putAll(runs);
        return all;
    }
}
