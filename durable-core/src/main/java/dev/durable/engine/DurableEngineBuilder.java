package dev.durable.engine;

import dev.durable.activity.ActivityOptions;
import dev.durable.engine.activity.ThreadBoundActivityContext;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.time.SystemTime;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.JacksonFailureConverter;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.PayloadConverter;
import dev.durable.store.DurableStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an engine is made of. Not thread-safe. */
public final class DurableEngineBuilder {

    private final DurableStore store;
    private final List<Consumer<DefinitionsBuilder>> declarations = new ArrayList<>();
    private final Map<String, ActivityOptions> activityOptions = new LinkedHashMap<>();
    private EngineSettings settings = EngineSettings.DEFAULT;
    private PayloadConverter payloads = new JacksonPayloadConverter();
    private @Nullable TimeSource time;

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

    /** Where the engine's time comes from; the machine's clock unless called. For tests. */
    public DurableEngineBuilder timeSource(TimeSource source) {
        time = source;
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
     * Options by activity name ({@code PaymentActivities.charge}) or by the name of the activity's type ({@code
     * PaymentActivities}); laid over annotations.
     */
    public DurableEngineBuilder activityOptions(Map<String, ActivityOptions> options) {
        activityOptions.putAll(options);
        return this;
    }

    /**
     * Checks all declarations and puts the engine together.
     *
     * @throws dev.durable.failure.DurableException {@code DUR-1xxx} for the first mistake found
     */
    public DurableEngine build() {
        DefinitionsBuilder definitions = Definitions.builder(payloads);
        declarations.forEach(declaration -> declaration.accept(definitions));
        definitions.activityOptions(activityOptions);
        TimeSource source = time != null ? time : new SystemTime("durable-timer");
        ThreadBoundActivityContext activityContext = new ThreadBoundActivityContext(payloads, source);
        EngineThreads threads = EngineThreads.create(settings, activityContext::isBound);
        ReplayServices replay = new ReplayServices(
                definitions.build(),
                payloads,
                new JacksonFailureConverter(payloads),
                threads.workflows(),
                settings.defaultStartToCloseTimeout());
        return new DurableEngine(store, settings, replay, source, threads, activityContext);
    }
}
