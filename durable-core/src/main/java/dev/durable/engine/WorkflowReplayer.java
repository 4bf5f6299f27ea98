package dev.durable.engine;

import dev.durable.client.ReplayReport;
import dev.durable.context.ContextPropagator;
import dev.durable.engine.client.ReplayCheck;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.definition.DefinitionsBuilder;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.engine.replay.HistoryThresholds;
import dev.durable.engine.replay.ReplayServices;
import dev.durable.engine.replay.WorkflowThreads;
import dev.durable.history.HistoryDocument;
import dev.durable.interceptor.WorkflowInterceptor;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.PayloadCodec;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadEncoding;
import dev.durable.payload.PayloadLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays exported histories against workflow classes, without an engine, a database or a Spring context: a test that fails before a
 * deployment stops runs. Activities are not executed. Thread-safe; to be closed.
 *
 * <pre>{@code
 * try (WorkflowReplayer replayer = WorkflowReplayer.builder()
 *         .workflow(OrderWorkflow.class)
 *         .activity(Payments.class)
 *         .build()) {
 *     replayer.replay(Files.readString(path)).requireReplayable();
 * }
 * }</pre>
 */
public final class WorkflowReplayer implements AutoCloseable {

    private final ReplayServices services;

    private WorkflowReplayer(ReplayServices services) {
        this.services = services;
    }

    /** A replayer, to be told what it replays. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Replays a history. That of a run which was ended from outside before its code had made its first step has nothing to compare: it replays
     * unless the step throws.
     *
     * @param document what {@link dev.durable.client.WorkflowExecution#exportHistory()} has made
     * @throws dev.durable.failure.DurableException {@code DUR-2092} if the document is none
     */
    public ReplayReport replay(String document) {
        return ReplayCheck.check(HistoryDocument.parse(document), services);
    }

    /**
     * Replays every prefix of a history: whichever event were the last one before a crash, the code would go on as it was recorded. That
     * demands more than {@link #replay}: the code has to be the one that has recorded the history, or behave like it in every detail. Of long
     * histories a sample of prefixes is replayed.
     *
     * @param document what {@link dev.durable.client.WorkflowExecution#exportHistory()} has made
     * @throws dev.durable.failure.DurableException {@code DUR-2092} if the document is none
     */
    public ReplayReport replayEveryPrefix(String document) {
        return ReplayCheck.checkPrefixes(HistoryDocument.parse(document), services);
    }

    @Override
    public void close() {
        services.threads().close();
    }

    /** What a replayer is made of. Not thread-safe. */
    public static final class Builder {

        private final List<Class<?>> workflows = new ArrayList<>();
        private final List<Class<?>> activities = new ArrayList<>();
        private final ExtensionsBuilder extensions = new ExtensionsBuilder();
        private PayloadConverter payloads = new JacksonPayloadConverter();
        private List<PayloadCodec> codecs = List.of();

        private Builder() {}

        /** Adds a workflow by the class that implements it. */
        public Builder workflow(Class<?> implementation) {
            workflows.add(implementation);
            return this;
        }

        /** Adds an activity by the class or interface that carries {@link dev.durable.annotation.Activity}. */
        public Builder activity(Class<?> type) {
            activities.add(type);
            return this;
        }

        /** How arguments and results are encoded; JSON by a private mapper unless called. */
        public Builder payloadConverter(PayloadConverter converter) {
            payloads = converter;
            return this;
        }

        /** Codecs by which the payloads of the histories were encoded, in the engine's order; none unless called. */
        public Builder payloadCodecs(List<? extends PayloadCodec> chain) {
            codecs = List.copyOf(chain);
            return this;
        }

        /** Adds an interceptor of workflows. Those that ask the engine for something must be those of the application, in its order. */
        public Builder workflowInterceptor(WorkflowInterceptor interceptor) {
            extensions.workflowInterceptor(interceptor);
            return this;
        }

        /** Adds what puts context in force; needed only where code decides by the context what it asks for. */
        public Builder contextPropagator(ContextPropagator<?> propagator) {
            extensions.contextPropagator(propagator);
            return this;
        }

        /**
         * Checks all declarations and puts the replayer together.
         *
         * @throws dev.durable.failure.DurableException {@code DUR-1xxx} for the first mistake found
         */
        public WorkflowReplayer build() {
            DefinitionsBuilder definitions = Definitions.builder(payloads);
            workflows.forEach(definitions::workflow);
            activities.forEach(type -> definitions.activity(type, () -> {
                throw new IllegalStateException("A replay executes no activities");
            }));
            PayloadEncoding encoding = new PayloadEncoding(codecs, PayloadLimits.DEFAULT, true);
            PayloadConverter converter = encoding.around(payloads);
            EngineSettings settings = EngineSettings.DEFAULT;
            return new WorkflowReplayer(new ReplayServices(
                    definitions.build(),
                    converter,
                    encoding.failures(converter),
                    WorkflowThreads.create("durable-replay"),
                    settings.defaultStartToCloseTimeout(),
                    new HistoryThresholds(
                            settings.worker().history().continueAsNewSuggestedAfter(),
                            settings.worker().history().continueAsNewSuggestedSize()),
                    extensions.build()));
        }
    }
}
