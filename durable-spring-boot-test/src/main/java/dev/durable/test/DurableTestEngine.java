package dev.durable.test;

import dev.durable.client.WorkflowClient;
import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.EngineProbe;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.store.TurnWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a test, beside its clients: what it holds, when it is at rest, and how it dies; inject it. Thread-safe.
 */
public final class DurableTestEngine {

    private static final int PAGE_SIZE = 500;

    private final EngineProbe probe;
    private final WorkflowClient client;
    private final @Nullable VirtualTime time;
    private final AtomicReference<@Nullable Predicate<HistoryEvent>> lastBeforeCrash = new AtomicReference<>();

    DurableTestEngine(EngineProbe probe, WorkflowClient client, @Nullable VirtualTime time) {
        this.probe = probe;
        this.client = client;
        this.time = time;
        probe.onCommit(this::committed);
    }

    /**
     * Lets the engine die as if its process were killed, and another one take over what the store has. Nothing is finished or released
     * first: workflow code is gone from memory and comes back by replay, attempts of activities that run are interrupted and made again.
     */
    public void crash() {
        probe.crash();
    }

    /**
     * Lets the engine die, once, when it has committed the event with that id of any run; nothing follows from that commit before another
     * engine takes over.
     *
     * @param eventId from 1
     */
    public void crashAfterEvent(int eventId) {
        lastBeforeCrash.set(event -> event.eventId() == eventId);
    }

    /** Lets the engine die, once, when it has committed the next event of that type; see {@link #crashAfterEvent}. */
    public void crashAfter(EventType type) {
        lastBeforeCrash.set(event -> event.type() == type);
    }

    /** Waits until nothing is under way: every run waits for time, for a message, or for an activity that somebody completes from outside. */
    public void awaitRest() {
        if (time != null) {
            time.settle(true);
        } else {
            Rest.await(probe);
        }
    }

    /** All runs that there are, newest first. */
    public List<WorkflowSummary> runs() {
        List<WorkflowSummary> runs = new ArrayList<>();
        WorkflowPage page = client.list(WorkflowFilter.ALL.withPageSize(PAGE_SIZE));
        runs.addAll(page.workflows());
        while (page.nextCursor() != null) {
            page = client.list(WorkflowFilter.ALL.withPageSize(PAGE_SIZE).withCursor(page.nextCursor()));
            runs.addAll(page.workflows());
        }
        return runs;
    }

    /** No crash is planned any more. */
    void forgetCrash() {
        lastBeforeCrash.set(null);
    }

    private void committed(List<TurnWrite> turns) {
        Predicate<HistoryEvent> last = lastBeforeCrash.get();
        if (last != null
                && turns.stream().flatMap(turn -> turn.events().stream()).anyMatch(last)
                && lastBeforeCrash.compareAndSet(last, null)) {
            probe.crash();
        }
    }
}
