package dev.durable.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.durable.client.WorkflowFilter;
import dev.durable.client.WorkflowPage;
import dev.durable.client.WorkflowSummary;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.history.HistoryEvent;
import dev.durable.store.DurableStore;
import dev.durable.store.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Engines over one store, for one test. After the test they are stopped, and all that is in the store is checked: each history is
 * whole, and each of its prefixes replays to exactly what was recorded after it.
 *
 * <pre>{@code
 * @RegisterExtension
 * final EngineFixture engines = new EngineFixture(this::newStore);
 * }</pre>
 */
public final class EngineFixture implements AfterEachCallback, AutoCloseable {

    /** How long a test waits for something that has to happen. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<? extends DurableStore> newStore;
    private final SkippableTime time = new SkippableTime();
    private final List<TestEngine> engines = new CopyOnWriteArrayList<>();
    private final Map<String, Definitions> definitionsByType = new ConcurrentHashMap<>();
    private final Map<String, HistoryThresholds> thresholdsByType = new ConcurrentHashMap<>();
    private final Set<String> notReplayed = new HashSet<>();
    private DurableStore store;

    /** Engines over a store that is made when it is needed first. */
    public EngineFixture(Supplier<? extends DurableStore> newStore) {
        this.newStore = newStore;
    }

    /** The store itself, past all engines. */
    public synchronized DurableStore store() {
        if (store == null) {
            store = newStore.get();
        }
        return store;
    }

    /** The time of all engines. */
    public SkippableTime time() {
        return time;
    }

    /** Another engine over the store. */
    public TestEngineBuilder engine() {
        return new TestEngineBuilder(this);
    }

    /** Leaves out the replay of a workflow type whose code, on purpose, does not replay. */
    public EngineFixture notReplaying(String workflowType) {
        notReplayed.add(workflowType);
        return this;
    }

    /** Waits for the condition. */
    public void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(condition);
    }

    /** Waits for the condition, four times as long as others because it takes more, and lets time pass ten times as fast meanwhile. */
    public void untilInFastTime(Callable<Boolean> condition) {
        await().atMost(PATIENCE.multipliedBy(4))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    time.skip(Duration.ofMillis(90));
                    return condition.call();
                });
    }

    /** Waits until the assertion holds. */
    public void untilAsserted(Runnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).untilAsserted(assertion::run);
    }

    /** Everything in the store, newest first. */
    public List<WorkflowSummary> allRuns() {
        List<WorkflowSummary> all = new ArrayList<>();
        WorkflowPage page = store().list(WorkflowFilter.ALL.withPageSize(1000));
        all.addAll(page.workflows());
        while (page.nextCursor() != null) {
            page = store().list(WorkflowFilter.ALL.withPageSize(1000).withCursor(page.nextCursor()));
            all.addAll(page.workflows());
        }
        return all;
    }

    /** The history of the open or latest run of the workflow, as it is in the store. */
    public List<HistoryEvent> history(String workflowId) {
        return store().history(run(workflowId).runId(), 0);
    }

    /** The row of the open or latest run of the workflow. */
    public StoredRun run(String workflowId) {
        return store().findRun(workflowId).orElseThrow();
    }

    void add(TestEngine engine, Definitions definitions, HistoryThresholds thresholds) {
        engines.add(engine);
        definitions.workflowTypes().forEach(type -> thresholdsByType.put(type, thresholds));
        definitions.workflowTypes().forEach(type -> definitionsByType.put(type, definitions));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    /** Stops the engines and checks what they leave behind. */
    @Override
    public void close() {
        engines.stream().filter(engine -> !engine.hasCrashed()).forEach(TestEngine::stop);
        time.close();
        if (store != null) {
            allRuns().forEach(this::verify);
            RelationRules.verify(allRuns().stream()
                    .collect(Collectors.toMap(WorkflowSummary::runId, run -> store().history(run.runId(), 0))));
        }
    }

    private void verify(WorkflowSummary summary) {
        StoredRun run = store().findRun(summary.runId()).orElseThrow();
        List<HistoryEvent> history = store().history(run.runId(), 0);
        HistoryRules.verify(history, run.status().isClosed());
        if (run.status().isClosed()) {
            assertThat(run.pendingMessages()).as("messages of a closed run").isZero();
        }
        if (run.status().isClosed() || engines.stream().noneMatch(TestEngine::hasCrashed)) {
            assertThat(run.owner()).as("owner after all engines have stopped").isNull();
        }
        Definitions definitions = definitionsByType.get(run.workflowType());
        if (definitions != null && !notReplayed.contains(run.workflowType())) {
            try (PrefixReplay replay = PrefixReplay.with(definitions, thresholdsByType.get(run.workflowType()))) {
                replay.verify(run.runId(), history);
            }
        }
    }
}
