package dev.durable.engine.run;

import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.testing.HistoryRules;
import dev.durable.engine.testing.PrefixReplay;
import dev.durable.engine.testing.RelationRules;
import dev.durable.engine.time.ManualTime;
import dev.durable.history.EventText;
import dev.durable.history.HistoryEvent;
import dev.durable.history.InboundEvent;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.StoredRun;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Nodes over one store in memory. Turns and commits happen when the test says so, time passes when it says so, and activities are never
 * executed. Not thread-safe.
 */
final class SteppedCluster {

    private final ReplayServices services;
    private final ManualTime time = new ManualTime();
    private final InMemoryStore store =
            new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec(), time::now, StoreFaults.NONE);
    private final List<SteppedNode> nodes = new ArrayList<>();

    SteppedCluster(ReplayServices services) {
        this.services = services;
    }

    /** Another node, which has no runs yet. */
    SteppedNode node() {
        return node(services);
    }

    /** Another node with other code. */
    SteppedNode node(ReplayServices services) {
        UUID nodeId = new UUID(0, 0xA + nodes.size());
        store.registerNode(nodeId, "node-" + nodeId, Duration.ofDays(365));
        SteppedNode node = new SteppedNode(nodeId, store, services, time);
        nodes.add(node);
        return node;
    }

    ManualTime time() {
        return time;
    }

    /** The store itself, past all nodes. */
    InMemoryStore store() {
        return store;
    }

    /** The open or latest run of the workflow, as it is stored. */
    StoredRun run(String workflowId) {
        return store.findRun(workflowId).orElseThrow();
    }

    List<HistoryEvent> history(String workflowId) {
        return store.history(run(workflowId).runId(), 0);
    }

    /** The history in words. */
    List<String> text(String workflowId) {
        return EventText.of(history(workflowId));
    }

    /** All runs of the workflow, the oldest first. */
    List<StoredRun> runs(String workflowId) {
        List<StoredRun> runs = new ArrayList<>();
        for (WorkflowSummary summary :
                store.list(WorkflowFilter.ALL.withPageSize(1000)).workflows()) {
            if (summary.workflowId().equals(workflowId)) {
                runs.add(0, store.findRun(summary.runId()).orElseThrow());
            }
        }
        return runs;
    }

    /** The histories of {@link #runs}, in words. */
    List<List<String>> texts(String workflowId) {
        return runs(workflowId).stream()
                .map(run -> EventText.of(store.history(run.runId(), 0)))
                .toList();
    }

    /** A signal with one argument. */
    static InboundEvent signal(String name, Object argument) {
        return new WorkflowExecutionSignaled(
                0, Instant.EPOCH, name, List.of(new JacksonPayloadConverter().toPayload(argument)));
    }

    /** All that can be done on any node before time goes on. */
    void settle() {
        while (nodes.stream().anyMatch(SteppedNode::hasWork)) {
            nodes.forEach(SteppedNode::settle);
        }
    }

    /** Lets time pass, and nodes find what is due. */
    void pass(Duration duration) {
        time.advance(duration);
        settle();
        nodes.forEach(SteppedNode::lookForWork);
        settle();
    }

    /** Checks all histories, and replays each of their prefixes. */
    void verify() {
        Map<UUID, List<HistoryEvent>> histories = new HashMap<>();
        try (PrefixReplay replay = PrefixReplay.with(services.definitions())) {
            for (WorkflowSummary summary :
                    store.list(WorkflowFilter.ALL.withPageSize(1000)).workflows()) {
                List<HistoryEvent> history = store.history(summary.runId(), 0);
                HistoryRules.verify(history, summary.status().isClosed());
                replay.verify(summary.runId(), history);
                histories.put(summary.runId(), history);
            }
        }
        RelationRules.verify(histories);
    }
}
