package dev.durable.engine.testing;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.DynamicActivity;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.DurableEngineBuilder;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.CommitSettings;
import dev.durable.engine.EngineSettings.HistorySettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.payload.JacksonPayloadConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an engine of a test is made of. The defaults suit impatient tests. Not thread-safe; used once. */
public final class TestEngineBuilder {

    private final EngineFixture fixture;
    private final List<Class<?>> workflows = new ArrayList<>();
    private final Map<Class<?>, Function<ActivityContext, ?>> activities = new LinkedHashMap<>();
    private DynamicActivity dynamicActivity;
    private StoreProbe probe = StoreProbe.NONE;
    private String nodeName;
    private String codeVersion;
    private boolean workerEnabled = true;
    private Set<String> taskQueues = Set.of(EngineSettings.DEFAULT_TASK_QUEUE);
    private Duration spillOverAfter = Duration.ZERO;
    private int maxConcurrentActivities = 200;
    private int maxCachedRuns = 10_000;
    private Duration passivateAfter = Duration.ofMinutes(1);
    private Duration gracePeriod = Duration.ofSeconds(3);
    private Duration lease = Duration.ofMinutes(10);
    private boolean notifications;
    private Duration pollInterval = Duration.ofMillis(30);
    private EngineSettings.RetentionSettings retention = EngineSettings.RetentionSettings.DEFAULT;
    private int commitLanes = 1;
    private Duration codeBlockLimit = Duration.ZERO;
    private HistorySettings history = HistorySettings.DEFAULT;
    private Consumer<DurableEngineBuilder> configuration = builder -> {};
    private Duration localActivityWait = Duration.ofMillis(100);
    private Duration codeRetryInterval = Duration.ofMillis(20);
    private EngineSettings.ClientSettings client = EngineSettings.ClientSettings.DEFAULT;

    TestEngineBuilder(EngineFixture fixture) {
        this.fixture = fixture;
    }

    /** Adds workflow classes. */
    public TestEngineBuilder workflow(Class<?>... types) {
        workflows.addAll(List.of(types));
        return this;
    }

    /** Adds an activity bean. */
    public <A> TestEngineBuilder activity(Class<A> type, A bean) {
        activities.put(type, context -> bean);
        return this;
    }

    /** Adds an activity bean of the class itself. */
    public TestEngineBuilder activity(Object bean) {
        activities.put(bean.getClass(), context -> bean);
        return this;
    }

    /** Adds an activity bean that wants to know the attempt it runs in. */
    public <A> TestEngineBuilder activityInContext(Class<A> type, Function<ActivityContext, A> bean) {
        activities.put(type, bean);
        return this;
    }

    /** What executes activities that are not declared. */
    public TestEngineBuilder dynamicActivity(DynamicActivity bean) {
        dynamicActivity = bean;
        return this;
    }

    /** Lets the probe interfere between the engine and the store. */
    public TestEngineBuilder probe(StoreProbe storeProbe) {
        probe = storeProbe;
        return this;
    }

    /** A name that another engine can inherit. */
    public TestEngineBuilder nodeName(String name) {
        nodeName = name;
        return this;
    }

    /** The version of its code. */
    public TestEngineBuilder codeVersion(String version) {
        codeVersion = version;
        return this;
    }

    /** Only the client: nothing is executed. */
    public TestEngineBuilder clientOnly() {
        workerEnabled = false;
        return this;
    }

    /** The queues that the engine serves. */
    public TestEngineBuilder taskQueues(String... queues) {
        taskQueues = Set.of(queues);
        return this;
    }

    /** Slots for activities. */
    public TestEngineBuilder maxConcurrentActivities(int slots) {
        maxConcurrentActivities = slots;
        return this;
    }

    /** How long an attempt waits for a slot before it is left to any node; not at all unless said. */
    public TestEngineBuilder spillOverAfter(Duration wait) {
        spillOverAfter = wait;
        return this;
    }

    /** Runs whose code may stay in memory. */
    public TestEngineBuilder maxCachedRuns(int runs) {
        maxCachedRuns = runs;
        return this;
    }

    /** How long a run has nothing to do before it leaves the engine. */
    public TestEngineBuilder passivateAfter(Duration idle) {
        passivateAfter = idle;
        return this;
    }

    /** How long a stop waits for activities. */
    public TestEngineBuilder gracePeriod(Duration period) {
        gracePeriod = period;
        return this;
    }

    /** How long others wait for a silent engine, by the store's clock. */
    public TestEngineBuilder lease(Duration duration) {
        lease = duration;
        return this;
    }

    /** Whether engines tell each other of work, if the store can carry that; they do not, unless called. */
    public TestEngineBuilder notifications() {
        notifications = true;
        return this;
    }

    /** How often the engine looks for work. */
    public TestEngineBuilder pollInterval(Duration interval) {
        pollInterval = interval;
        return this;
    }

    /** How long workflow code may block its thread before that is reported; never, unless called. */
    public TestEngineBuilder codeBlockLimit(Duration limit) {
        codeBlockLimit = limit;
        return this;
    }

    /** Commits that go on at the same time. */
    public TestEngineBuilder commitLanes(int lanes) {
        commitLanes = lanes;
        return this;
    }

    /** How long histories may become. */
    public TestEngineBuilder history(HistorySettings settings) {
        history = settings;
        return this;
    }

    /** How long a turn waits for local activities. */
    public TestEngineBuilder localActivityWait(Duration wait) {
        localActivityWait = wait;
        return this;
    }

    /** Sets whatever else the engine's builder offers. */
    public TestEngineBuilder configure(Consumer<DurableEngineBuilder> settings) {
        configuration = configuration.andThen(settings);
        return this;
    }

    /** Puts the engine together and starts it. */
    public TestEngine start() {
        return build().start();
    }

    /** Puts the engine together. */
    public TestEngine build() {
        ProbedStore store = new ProbedStore(fixture.store(), probe);
        MortalTime time = new MortalTime(fixture.time());
        DurableEngineBuilder builder =
                DurableEngine.builder(store).settings(settings()).timeSource(time);
        workflows.forEach(builder::workflow);
        AtomicReference<TestEngine> engine = new AtomicReference<>();
        activities.forEach((type, bean) -> builder.activity(type, () -> beanOf(engine.get(), bean)));
        if (dynamicActivity != null) {
            builder.dynamicActivity(() -> (DynamicActivity) beanOf(engine.get(), context -> dynamicActivity));
        }
        configuration.accept(builder);
        engine.set(new TestEngine(builder.build(), store, time));
        fixture.add(
                engine.get(),
                definitions(),
                new HistoryThresholds(history.continueAsNewSuggestedAfter(), history.continueAsNewSuggestedSize()));
        return engine.get();
    }

    private static Object beanOf(TestEngine engine, Function<ActivityContext, ?> bean) {
        if (engine.hasCrashed()) {
            throw new IllegalStateException("This engine is dead");
        }
        return bean.apply(engine.engine().activityContext());
    }

    /** What is needed to replay what this engine has executed. */
    private Definitions definitions() {
        DefinitionsBuilder definitions = Definitions.builder(new JacksonPayloadConverter());
        workflows.forEach(definitions::workflow);
        activities
                .keySet()
                .forEach(type -> definitions.activity(type, () -> {
                    throw new IllegalStateException("A replay must not execute activities");
                }));
        return definitions.build();
    }

    /** How long code that has failed waits for its next try, ten times that at most. */
    public TestEngineBuilder codeRetryInterval(Duration interval) {
        codeRetryInterval = interval;
        return this;
    }

    /** How long closed runs are kept. */
    public TestEngineBuilder retention(EngineSettings.RetentionSettings settings) {
        retention = settings;
        return this;
    }

    /** How long a call waits to be accepted. */
    public TestEngineBuilder callTimeout(Duration timeout) {
        client = new EngineSettings.ClientSettings(timeout);
        return this;
    }

    private EngineSettings settings() {
        return new EngineSettings(
                new WorkerSettings(
                        workerEnabled,
                        taskQueues,
                        maxConcurrentActivities,
                        maxCachedRuns,
                        passivateAfter,
                        600,
                        false,
                        gracePeriod,
                        codeRetryInterval,
                        codeRetryInterval.multipliedBy(10),
                        history,
                        codeBlockLimit,
                        localActivityWait,
                        Map.of(),
                        spillOverAfter),
                new CommitSettings(commitLanes, 200),
                new ClusterSettings(nodeName, lease, notifications, pollInterval, codeVersion),
                client,
                retention,
                Duration.ofMinutes(1));
    }
}
