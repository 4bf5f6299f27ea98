package dev.durable.engine;

import dev.durable.activity.ActivityOptions;
import dev.durable.activity.DynamicActivity;
import dev.durable.context.ContextPropagator;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.engine.definition.TransactionalMethods;
import dev.durable.engine.determinism.DeterminismMode;
import dev.durable.engine.determinism.DeterminismSettings;
import dev.durable.engine.determinism.WorkflowCodeCheck;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.schedule.DeclaredSchedules;
import dev.durable.engine.time.SystemTime;
import dev.durable.engine.time.TimeSource;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.interceptor.ActivityInterceptor;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.PayloadCodec;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadEncoding;
import dev.durable.payload.PayloadLimits;
import dev.durable.schedule.ScheduleOptions;
import dev.durable.store.BusinessTransactions;
import dev.durable.store.DurableStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an engine is made of. Not thread-safe. */
public final class DurableEngineBuilder {

    private final DurableStore store;
    private final List<Consumer<DefinitionsBuilder>> declarations = new ArrayList<>();
    private final Map<String, ActivityOptions> activityOptions = new LinkedHashMap<>();
    private final Map<String, ScheduleOptions> scheduleOptions = new LinkedHashMap<>();
    private final ExtensionsBuilder extensions = new ExtensionsBuilder();
    private EngineSettings settings = EngineSettings.DEFAULT;
    private @Nullable PayloadConverter payloads;
    private List<PayloadCodec> codecs = List.of();
    private PayloadLimits payloadLimits = PayloadLimits.DEFAULT;
    private boolean encodeFailures = true;
    private boolean partOfApplication;
    private DeterminismSettings determinism = DeterminismSettings.OFF;
    private boolean checksInBackground;
    private @Nullable TimeSource time;
    private @Nullable EngineProbe probe;

    DurableEngineBuilder(DurableStore store) {
        this.store = store;
    }

    /** The settings; {@link EngineSettings#DEFAULT} unless called. */
    public DurableEngineBuilder settings(EngineSettings newSettings) {
        settings = newSettings;
        return this;
    }

    /** How arguments and results are encoded; JSON by a private mapper unless called. */
    public DurableEngineBuilder payloadConverter(PayloadConverter converter) {
        payloads = converter;
        return this;
    }

    /** Codecs that encode payloads before they are stored, in this order; none unless called. */
    public DurableEngineBuilder payloadCodecs(List<? extends PayloadCodec> chain) {
        codecs = List.copyOf(chain);
        return this;
    }

    /** Whether the codecs encode messages and stack traces of failures, too; they do unless told otherwise. */
    public DurableEngineBuilder encodeFailures(boolean encode) {
        encodeFailures = encode;
        return this;
    }

    /** Adds context that travels along with workflows and activities. */
    public DurableEngineBuilder contextPropagator(ContextPropagator<?> propagator) {
        extensions.contextPropagator(propagator);
        return this;
    }

    /** Adds an interceptor of the client, inside of those added before. */
    public DurableEngineBuilder clientInterceptor(WorkflowClientInterceptor interceptor) {
        extensions.clientInterceptor(interceptor);
        return this;
    }

    /** Adds an interceptor of workflows, inside of those added before. */
    public DurableEngineBuilder workflowInterceptor(WorkflowInterceptor interceptor) {
        extensions.workflowInterceptor(interceptor);
        return this;
    }

    /** Adds an interceptor of activities, inside of those added before. */
    public DurableEngineBuilder activityInterceptor(ActivityInterceptor interceptor) {
        extensions.activityInterceptor(interceptor);
        return this;
    }

    /** Adds somebody who learns what the engine does, for metrics and traces. */
    public DurableEngineBuilder observer(EngineObserver observer) {
        extensions.observer(observer);
        return this;
    }

    /** How large payloads may be; {@link PayloadLimits#DEFAULT} unless called. */
    public DurableEngineBuilder payloadLimits(PayloadLimits limits) {
        payloadLimits = limits;
        return this;
    }

    /** What is checked before workflows are executed; nothing unless called. */
    public DurableEngineBuilder determinism(DeterminismSettings checks) {
        determinism = checks;
        return this;
    }

    /**
     * Has the checks that take longest, of the types in signatures and of the code of workflows, made while the caller goes on; {@link
     * DurableEngine#start()} waits for them. A check of code that only {@linkplain DeterminismMode#WARN warns} is made when the engine has started. For
     * applications that have more to start than the engine.
     */
    public DurableEngineBuilder checksInBackground() {
        checksInBackground = true;
        return this;
    }

    /** Where the engine's time comes from; the machine's clock unless called. For tests. */
    public DurableEngineBuilder timeSource(TimeSource source) {
        time = source;
        return this;
    }

    /** Puts a probe into the engine. For tests. */
    public DurableEngineBuilder probe(EngineProbe newProbe) {
        probe = newProbe;
        return this;
    }

    /** Adds a workflow by the class that implements it. */
    public DurableEngineBuilder workflow(Class<?> implementation) {
        declarations.add(definitions -> definitions.workflow(implementation));
        return this;
    }

    /**
     * Adds an activity bean.
     *
     * @param type the class or interface that carries {@link dev.durable.annotation.Activity}
     * @param bean gives the bean (which may be a proxy) when an attempt begins
     */
    public DurableEngineBuilder activity(Class<?> type, Supplier<?> bean) {
        declarations.add(definitions -> definitions.activity(type, bean));
        return this;
    }

    /**
     * Adds an activity bean, of whose methods something else than our annotations may say, too, that they are transactional.
     *
     * @param type the class or interface that carries {@link dev.durable.annotation.Activity}
     * @param bean gives the bean (which may be a proxy) when an attempt begins
     */
    public DurableEngineBuilder activity(Class<?> type, Supplier<?> bean, TransactionalMethods transactional) {
        declarations.add(definitions -> definitions.activity(type, bean, transactional));
        return this;
    }

    /** What begins the transactions of transactional activities, on the store's database; without it there can be none of them. */
    public DurableEngineBuilder transactions(BusinessTransactions transactions) {
        declarations.add(definitions -> definitions.transactions(transactions));
        return this;
    }

    /** Adds what executes activities that are not declared. */
    public DurableEngineBuilder dynamicActivity(Supplier<DynamicActivity> bean) {
        declarations.add(definitions -> definitions.dynamicActivity(bean));
        return this;
    }

    /**
     * Options by activity name ({@code PaymentActivities.charge}) or by the name of the activity's type ({@code
     * PaymentActivities}); laid over annotations.
     */
    public DurableEngineBuilder activityOptions(Map<String, ActivityOptions> options) {
        activityOptions.putAll(options);
        return this;
    }

    /**
     * What is declared is a part of an application, as in a test of a few workflows: options by names of activities and schedules that are not declared
     * are left out then. Otherwise they are mistakes.
     */
    public DurableEngineBuilder partOfApplication() {
        partOfApplication = true;
        declarations.add(DefinitionsBuilder::partOfApplication);
        return this;
    }

    /** Options by the id of a schedule that a workflow declares; laid over {@link dev.durable.schedule.WorkflowSchedule}. */
    public DurableEngineBuilder scheduleOptions(Map<String, ScheduleOptions> options) {
        scheduleOptions.putAll(options);
        return this;
    }

    /**
     * Checks all declarations and puts the engine together.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-1xxx} for the first mistake found, or for all findings of the determinism
     *     check; {@link DurableEngine#start()} throws it if it is found {@linkplain #checksInBackground() in the background}
     */
    public DurableEngine build() {
        PayloadConverter plain = payloads != null ? payloads : new JacksonPayloadConverter();
        DefinitionsBuilder definitions = Definitions.builder(plain);
        declarations.forEach(declaration -> declaration.accept(definitions));
        definitions.activityOptions(activityOptions);
        Definitions declared = definitions.buildUnchecked();
        requireCodeVersion(declared.pinnedWorkflowTypes());
        declared.requireTransactions();
        EngineThreads own = EngineThreads.create(settings);
        StartChecks checks = checksOf(declared, plain, checksInBackground ? own.blocking() : Runnable::run);
        if (!checksInBackground) {
            checks.await();
            checks.warn();
        }
        PayloadEncoding encoding = new PayloadEncoding(codecs, payloadLimits, encodeFailures);
        PayloadConverter converter = encoding.around(plain);
        EngineThreads threads = probe == null ? own : probe.watched(own);
        ReplayServices replay = new ReplayServices(
                declared,
                converter,
                encoding.failures(converter),
                threads.workflows(),
                settings.defaultStartToCloseTimeout(),
                new HistoryThresholds(
                        settings.worker().history().continueAsNewSuggestedAfter(),
                        settings.worker().history().continueAsNewSuggestedSize()),
                extensions.build());
        TimeSource source = time != null ? time : new SystemTime("durable-timer");
        DurableEngine engine = new DurableEngine(
                store,
                settings,
                replay,
                source,
                threads,
                DeclaredSchedules.of(replay.definitions(), scheduleOptions, partOfApplication),
                determinism,
                checks,
                probe);
        if (probe != null) {
            probe.attachTo(engine);
        }
        if (checksInBackground) {
            own.blocking().execute(engine::prepare);
        }
        return engine;
    }

    private StartChecks checksOf(Definitions declared, PayloadConverter converter, Executor ofWarnings) {
        DeterminismSettings ofCode = settings.worker().enabled() ? determinism : DeterminismSettings.OFF;
        Runnable codeCheck = () -> WorkflowCodeCheck.check(declared, ofCode);
        boolean fails = ofCode.mode() == DeterminismMode.FAIL;
        return new StartChecks(
                () -> {
                    declared.requireStorable(converter);
                    if (fails) {
                        codeCheck.run();
                    }
                },
                fails ? () -> {} : codeCheck,
                ofWarnings);
    }

    private void requireCodeVersion(Set<String> pinnedTypes) {
        if (settings.worker().enabled() && settings.cluster().codeVersion() == null && !pinnedTypes.isEmpty()) {
            throw new DurableException(
                    ErrorCode.CODE_VERSION_MISSING,
                    "Runs of " + new TreeSet<>(pinnedTypes)
                            + " are pinned to the version of the code that began them, and this node does not say which it has.");
        }
    }
}
