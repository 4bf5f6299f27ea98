package dev.durable.autoconfigure.observation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import brave.handler.MutableSpan;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.autoconfigure.tracing.BraveTraces;
import dev.durable.autoconfigure.tracing.FinishedSpans;
import dev.durable.autoconfigure.tracing.TracingContextPropagator;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.engine.testing.TestTransactions;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.ScheduleSpec;
import dev.durable.store.memory.InMemoryStore;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A trace goes on in everything that is done on its behalf, whatever happens to the instance. */
class TraceTests {

    private final InMemoryStore store = new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec());

    @RegisterExtension
    final EngineFixture engines = new EngineFixture(() -> store);

    private final BraveTraces traces = new BraveTraces();
    private final Tracer tracer = traces.tracer();
    private final FinishedSpans spans = traces.finished();
    private final ObservationRegistry registry =
            traces.observations(new RunSpans(traces.tracer(), traces.propagator()));
    private final TestTransactions transactions = new TestTransactions(store::inTransaction);
    private final List<String> worked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        traces.close();
    }

    @Test
    void startAndWhatFollowsFromItAreOneTraceAlthoughTheInstanceCrashesMeanwhile() {
        TestEngine first = engine();
        String request = inSpan(() -> start(first, "go"));
        engines.untilAsserted(() -> assertThat(worked).contains("go in " + request));
        engines.untilAsserted(
                () -> assertThat(engines.history("traced").toString()).contains("ActivityTaskCompleted"));
        first.crash();
        engines.store().deregisterNode(engines.run("traced").owner());

        TestEngine second = engine();
        String signal =
                inSpan(() -> second.workflow(TracedWorkflow.class, "traced").signal(TracedWorkflow::goOn));
        second.workflow("traced").result(String.class, EngineFixture.PATIENCE);

        assertThat(worked)
                .containsExactlyInAnyOrder(
                        "go in " + request, "signal in " + signal, "local in " + request, "child in " + request);
        MutableSpan start = spans.single("start Traced");
        assertThat(start.traceId()).isEqualTo(request);
        assertThat(spans.named("activity work"))
                .filteredOn(span -> span.traceId().equals(request))
                .hasSize(3)
                .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(start.id()));
        assertThat(spans.named("activity work"))
                .filteredOn(span -> span.traceId().equals(signal))
                .singleElement()
                .extracting(MutableSpan::parentId)
                .isEqualTo(spans.single("signal goOn").id());
        // whoever finds the result in the store may be there before it is told
        engines.untilAsserted(() -> assertThat(spans.named("workflow Traced")).hasSize(2));
        assertThat(spans.named("workflow Traced"))
                .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(start.id()));
    }

    @Test
    void logLinesOfWorkflowCodeBelongToTheTrace() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(TracedWorkflow.class);
        Level levelBefore = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        lines.start();
        try {
            TestEngine engine = engine();
            String request = inSpan(() -> start(engine, "child"));
            engine.workflow("traced").result(String.class, EngineFixture.PATIENCE);

            assertThat(lines.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getMDCPropertyMap, as(InstanceOfAssertFactories.MAP))
                    .containsEntry("traceId", request)
                    .containsEntry("spanId", spans.single("start Traced").id());
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(levelBefore);
        }
    }

    @Test
    void spanOfARunLastsFromItsFirstEventToItsLast() {
        TestEngine engine = engine();
        start(engine, "child");
        engine.workflow("traced").result(String.class, EngineFixture.PATIENCE);

        MutableSpan span = spans.single("workflow Traced");
        WorkflowExecutionStarted started =
                (WorkflowExecutionStarted) engines.history("traced").get(0);
        Instant closed = engines.history("traced")
                .get(engines.history("traced").size() - 1)
                .time();
        assertThat(span.startTimestamp()).isEqualTo(micros(started.time()));
        assertThat(span.finishTimestamp()).isEqualTo(micros(closed));
        assertThat(span.tags()).containsEntry("outcome", "completed").containsEntry("workflow.id", "traced");
    }

    @Test
    void failedAttemptIsASpanWithAnError() {
        TestEngine engine = engine();
        String request = inSpan(() -> start(engine, "flaky"));
        engines.untilAsserted(() -> assertThat(spans.named("activity work")).hasSize(2));

        assertThat(spans.named("activity work").get(0).error()).hasMessage("not yet");
        assertThat(spans.named("activity work").get(1).error()).isNull();
        assertThat(spans.named("activity work"))
                .extracting(MutableSpan::traceId)
                .containsOnly(request);
    }

    @Test
    void transactionThatIsNotCommittedIsAnErrorOfTheSpanThatWasInForceWithinIt() {
        transactions.beforeCommit(() -> {
            worked.add("commit in " + trace());
            throw new IllegalStateException("constraint violated");
        });
        TestEngine engine = engine();

        String request = inSpan(() -> start(engine, "book"));
        engines.untilAsserted(() -> assertThat(spans.named("activity book")).hasSize(2));

        assertThat(worked).containsSubsequence("book in " + request, "commit in " + request, "book in " + request);
        assertThat(spans.named("activity book").get(0).error()).hasMessage("constraint violated");
        assertThat(spans.named("activity book").get(1).error()).isNull();
    }

    @Test
    void startWithoutACallerIsTheBeginningOfATrace() {
        TestEngine engine = engine();

        start(engine, "child");
        engine.workflow("traced").result(String.class, EngineFixture.PATIENCE);

        MutableSpan start = spans.single("start Traced");
        assertThat(start.parentId()).isNull();
        assertThat(spans.single("activity work").parentId()).isEqualTo(start.id());
    }

    @Test
    void startByAScheduleIsTheBeginningOfATrace() {
        TestEngine engine = engine();
        ScheduleHandle schedule = engine.schedules()
                .create(
                        "nightly",
                        Schedule.of(
                                ScheduleSpec.NEVER,
                                engine.schedules().action(TracedWorkflow.class, w -> w.run("child"))));

        schedule.trigger();
        engines.untilAsserted(() -> assertThat(spans.named("workflow Traced")).hasSize(1));

        MutableSpan start = spans.single("start Traced");
        assertThat(start.parentId()).isNull();
        assertThat(start.tags())
                .hasEntrySatisfying("workflow.id", id -> assertThat(id).startsWith("nightly-"));
        assertThat(spans.single("activity work").parentId()).isEqualTo(start.id());
        assertThat(spans.single("workflow Traced").parentId()).isEqualTo(start.id());
    }

    private TestEngine engine() {
        return engines.engine()
                .workflow(TracedWorkflow.class)
                .activityInContext(
                        TracedActivities.class, context -> new TracedActivities(context, this::trace, worked))
                .configure(builder -> {
                    builder.transactions(transactions)
                            .contextPropagator(new TracingContextPropagator(
                                    tracer, traces.propagator(), new ScheduledStarts(registry)));
                    Observing.with(registry, builder);
                })
                .start();
    }

    /** The trace in force, which log lines show, too. */
    private String trace() {
        Span span = tracer.currentSpan();
        assertThat(MDC.get("traceId"))
                .isEqualTo(span == null ? null : span.context().traceId());
        assertThat(MDC.get("spanId"))
                .isEqualTo(span == null ? null : span.context().spanId());
        return span == null ? "none" : span.context().traceId();
    }

    private static void start(TestEngine engine, String how) {
        engine.client().newWorkflow(TracedWorkflow.class).id("traced").start(w -> w.run(how));
    }

    /** Does it in a trace of its own, whose id it returns. */
    private String inSpan(Runnable action) {
        Span request = tracer.nextSpan().name("request").start();
        try (Tracer.SpanInScope scope = tracer.withSpan(request)) {
            action.run();
            return request.context().traceId();
        } finally {
            request.end();
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
