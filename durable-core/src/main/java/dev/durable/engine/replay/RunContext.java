package dev.durable.engine.replay;

import dev.durable.engine.definition.WorkflowDefinition;
import dev.durable.failure.DurableException;
import dev.durable.history.CommandEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.Payload;
import dev.durable.workflow.ContinueAsNewOptions;
import dev.durable.workflow.WorkflowInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflow's door to the engine, for one run. Confined to the run. */
final class RunContext extends HandlerRegistration implements CallsToParts, RunPromise.Waiting {

    private final WorkflowInfo info;
    private final DeterministicScheduler scheduler;
    private final CallGuard guard;
    private final WorkflowThreads threads;
    private final LoggingContext loggingContext;
    private final RunPayloads payloads;
    private final ActivityCalls activities;
    private final LocalActivities localActivities;
    private final Clock clock = new RunClock(this::now);
    private final RunRandom random;
    private UUID seed;
    private final Logger logger;
    private final UnaskedFailures unaskedFailures;
    private final RunVersions versions = new RunVersions(this);
    private final SideEffects sideEffects;
    private final RunBeginning beginning;
    private final RunAttributes attributes;
    private final HistoryGrowth growth;
    private final Waits waits;
    private final AsyncFunctions asyncFunctions;
    private final RunScopes scopes;
    private final Continuations continuations;
    private final ExternalMessages externalMessages;
    private final ChildCalls children;
    private final RunExtensions extensions;
    private @Nullable CommandLog commands;
    private Instant now;

    RunContext(
            WorkflowInfo info,
            WorkflowExecutionStarted started,
            WorkflowDefinition definition,
            ReplayServices services,
            DeterministicScheduler scheduler,
            PendingActivities pendingActivities,
            PendingChildren pendingChildren,
            PendingTimers timers,
            RunHandlers handlers) {
        super(handlers, scheduler);
        this.info = info;
        this.scheduler = scheduler;
        this.guard = new CallGuard(scheduler, info);
        this.threads = services.threads();
        this.loggingContext = new LoggingContext(info);
        this.payloads = new RunPayloads(services.payloads());
        this.localActivities = new LocalActivities(this, services);
        this.activities = new ActivityCalls(this, services, pendingActivities, info.taskQueue());
        this.now = info.startedAt();
        this.waits = new Waits(this, scheduler, timers);
        this.asyncFunctions = new AsyncFunctions(this, scheduler);
        this.scopes = new RunScopes(this, scheduler);
        this.continuations = new Continuations(this, services, started);
        this.externalMessages = new ExternalMessages(this);
        this.seed = started.origin().seedOf(info.runId());
        this.children = new ChildCalls(this, services, pendingChildren, externalMessages, started);
        this.extensions = new RunExtensions(this, services, started.header());
        this.random = new RunRandom(seed, () -> requireCommandsAllowed("random"));
        this.logger = ReplayAwareLogger.around(LoggerFactory.getLogger(definition.implementation()), this::isSilent);
        this.unaskedFailures = new UnaskedFailures(info, definition, logger);
        this.sideEffects = new SideEffects(this);
        this.beginning = new RunBeginning(started, payloads, services.failures());
        this.attributes = new RunAttributes(this, started);
        this.growth = new HistoryGrowth(services.thresholds());
    }

    /** Begins a step: from now on it is that late, and commands go there. */
    void beginStep(Instant time, CommandLog log) {
        now = time;
        commands = log;
        payloads.beginStep(log.isReplaying());
    }

    /** The run from whose id numbers and names derive. */
    UUID seed() {
        return seed;
    }

    /** From now on the run goes its own way: what derives from ids must not be what another run has got. */
    void reseed(UUID runId) {
        seed = runId;
        random.seed(runId);
    }

    /** Encodes and decodes on behalf of the run's code. */
    RunPayloads payloads() {
        return payloads;
    }

    /** A workflow thread of the run, not yet known to the scheduler, that begins in the current scope and with the context of the header. */
    WorkflowThread newThread(String name, Map<String, Payload> header, Runnable body) {
        WorkflowThread thread =
                new WorkflowThread(name, extensions.inContext(header, body), threads, loggingContext, header);
        thread.scope(scopes.current());
        return thread;
    }

    /** Takes a command of the current step. */
    <E extends CommandEvent> E record(CommandLog.CommandFactory<E> factory) {
        return commands().record(factory);
    }

    /** Where the commands of the current step go. */
    CommandLog commands() {
        CommandLog log = commands;
        if (log == null) {
            throw new IllegalStateException("No step has begun");
        }
        return log;
    }

    /** Lets the current step fail, whatever the code makes of it; to be thrown. */
    StepFailed fail(DurableException reason) {
        return commands().fail(reason);
    }

    @Override
    public RunVersions versions() {
        return versions;
    }

    @Override
    public SideEffects sideEffects() {
        return sideEffects;
    }

    @Override
    public RunBeginning beginning() {
        return beginning;
    }

    @Override
    public RunAttributes attributes() {
        return attributes;
    }

    @Override
    public HistoryGrowth growth() {
        return growth;
    }

    @Override
    public Waits waits() {
        return waits;
    }

    @Override
    public RunScopes scopes() {
        return scopes;
    }

    @Override
    public AsyncFunctions asyncFunctions() {
        return asyncFunctions;
    }

    @Override
    public ActivityCalls activityCalls() {
        return activities;
    }

    @Override
    public LocalActivities localActivities() {
        return localActivities;
    }

    @Override
    public ChildCalls childCalls() {
        return children;
    }

    @Override
    public RunContext context() {
        return this;
    }

    WorkflowThread currentThread() {
        return scheduler.current();
    }

    boolean hasCurrentThread() {
        return scheduler.isThreadActive();
    }

    /** Whether the calling code may change the state of the run. */
    boolean areCommandsAllowed() {
        return guard.areCommandsAllowed();
    }

    @Override
    void requireCommandsAllowed(String what) {
        guard.requireCommandsAllowed(what);
    }

    @Override
    public void requirePromisesAllowed(String what) {
        guard.requirePromisesAllowed(what);
    }

    /** Whether log lines were written before, or come from threads that are being ended. */
    private boolean isSilent() {
        CommandLog log = commands;
        return scheduler.isDestroying() || log != null && log.isReplaying();
    }

    @Override
    public WorkflowInfo info() {
        return info;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void blockUntil(BooleanSupplier condition, Supplier<String> subject) {
        waits.blockUntil(condition, subject);
    }

    @Override
    public boolean await(Duration timeout, BooleanSupplier condition, Supplier<String> subject) {
        return waits.await(timeout, condition, subject);
    }

    @Override
    public <W> RuntimeException continueAsNew(Class<W> type, Consumer<W> call) {
        return continueAsNew(type, ContinueAsNewOptions.NONE, call);
    }

    @Override
    public <W> RuntimeException continueAsNew(Class<W> type, ContinueAsNewOptions options, Consumer<W> call) {
        requireCommandsAllowed("continueAsNew");
        throw continuations.request(scheduler.current(), type, options, call);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public UUID randomUuid() {
        return random.nextUuid();
    }

    @Override
    public Logger logger() {
        return logger;
    }

    /** Runs something that must neither block nor ask for anything. */
    <R extends @Nullable Object> R readOnly(DeterministicScheduler.ReadOnlyAction<R> action) {
        return scheduler.readOnly(action);
    }

    @Override
    public <R extends @Nullable Object> R callback(DeterministicScheduler.ReadOnlyAction<R> action) {
        return scheduler.callback(action);
    }

    @Override
    public UnaskedFailures unaskedFailures() {
        return unaskedFailures;
    }

    /** Interceptors and context of the run. */
    RunExtensions extensions() {
        return extensions;
    }

    /** Messages to other workflows. */
    ExternalMessages externalMessages() {
        return externalMessages;
    }
}
