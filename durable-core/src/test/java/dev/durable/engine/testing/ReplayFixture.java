package dev.durable.engine.testing;

import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.ReplayedRun;
import dev.durable.engine.replay.WorkflowInstance;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.JacksonPayloadConverter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Workflow code without an engine: given these events, it asks for these commands. Activities are never executed. After the test
 * every history that was made is checked by {@link PrefixReplay}.
 */
public final class ReplayFixture implements AfterEachCallback {

    /** The run of all histories, so that random numbers are known. */
    public static final UUID RUN_ID = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private final List<Class<?>> workflows = new ArrayList<>();
    private final List<Class<?>> activities = new ArrayList<>();
    private final Map<Class<?>, Object> beans = new HashMap<>();
    private final List<TestRun> runs = new ArrayList<>();
    private final List<WorkflowInstance> instances = new ArrayList<>();
    private ReplayServices services;
    private Extensions extensions = Extensions.NONE;
    private HistoryThresholds thresholds = PrefixReplay.THRESHOLDS;

    /** Adds workflow classes. */
    public ReplayFixture workflow(Class<?>... types) {
        workflows.addAll(List.of(types));
        return this;
    }

    /** Adds activity types. */
    public ReplayFixture activity(Class<?>... types) {
        activities.addAll(List.of(types));
        return this;
    }

    /** Adds an activity type that is executed, where somebody executes activities. */
    public <A> ReplayFixture executed(Class<A> type, A bean) {
        beans.put(type, bean);
        return activity(type);
    }

    /** From when on runs are told to go on as new ones. */
    public ReplayFixture thresholds(HistoryThresholds limits) {
        thresholds = limits;
        return this;
    }

    /** Interceptors, and context that travels along; none unless called. Code from then on. */
    public ReplayFixture extensions(Extensions newExtensions) {
        extensions = newExtensions;
        closeServices();
        return this;
    }

    /** A run of the workflow class, not yet started. */
    public TestRun run(Class<?> workflowType) {
        if (!workflows.contains(workflowType)) {
            workflows.add(workflowType);
            closeServices();
        }
        TestRun run = new TestRun(workflowType.getSimpleName(), services());
        runs.add(run);
        return run;
    }

    /** Brings a history to life; destroyed after the test. */
    public WorkflowInstance replay(List<HistoryEvent> history) {
        return replay(history, new ArrayList<>());
    }

    /** Brings a history to life and notes the differences that are allowed; destroyed after the test. */
    public WorkflowInstance replay(List<HistoryEvent> history, List<String> differences) {
        WorkflowInstance instance =
                ReplayedRun.of(RUN_ID, history, services(), differences::add).instance();
        instances.add(instance);
        return instance;
    }

    /** Checks a history that was recorded elsewhere as those of this fixture's runs are checked; see {@link PrefixReplay}. */
    public void verify(UUID runId, List<HistoryEvent> history) {
        try (PrefixReplay replay = PrefixReplay.with(definitions(), thresholds, extensions)) {
            replay.verify(runId, history);
        }
    }

    /** The run goes on: the history is brought to life and can be stepped further. */
    public TestRun resume(Class<?> workflowType, HistoryBuilder history) {
        return run(workflowType).resume(history);
    }

    /** What the instances share. */
    public ReplayServices services() {
        if (services == null) {
            services = PrefixReplay.servicesOf(definitions(), thresholds, extensions);
        }
        return services;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        instances.forEach(WorkflowInstance::destroy);
        runs.forEach(TestRun::close);
        try (PrefixReplay replay = PrefixReplay.with(definitions(), thresholds, extensions)) {
            runs.stream().filter(TestRun::isWhole).forEach(run -> {
                HistoryRules.verify(run.history(), run.isClosed());
                replay.verify(RUN_ID, run.history());
            });
        }
        closeServices();
    }

    private void closeServices() {
        if (services != null) {
            services.threads().close();
            services = null;
        }
    }

    private Definitions definitions() {
        DefinitionsBuilder definitions = Definitions.builder(new JacksonPayloadConverter());
        workflows.forEach(definitions::workflow);
        activities.forEach(type -> declare(definitions, type));
        return definitions.build();
    }

    private <A> void declare(DefinitionsBuilder definitions, Class<A> type) {
        definitions.activity(type, () -> {
            if (!beans.containsKey(type)) {
                throw new IllegalStateException("Activities are not executed here");
            }
            return type.cast(beans.get(type));
        });
    }
}
