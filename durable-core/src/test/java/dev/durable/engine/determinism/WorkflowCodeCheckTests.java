package dev.durable.engine.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.durable.engine.DurableEngine;
import dev.durable.engine.DurableEngineBuilder;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.determinism.code.BrokenWorkflows;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The check when an engine is put together. */
class WorkflowCodeCheckTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DeterminismCheck.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
    }

    @Test
    void failsWithAllErrorsAndLogsMereWarnings() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(engine(
                        DeterminismMode.FAIL, BrokenWorkflows.Sharing.class, BrokenWorkflows.AskingClocks.class)::build)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_DETERMINISTIC))
                .withMessageContaining("AskingClocks: ")
                .withMessageContaining("Sharing: ")
                .satisfies(e -> assertThat(e.what().lines()).hasSize(9));

        assertThat(warnings()).singleElement().asString().contains("reads the static field");
    }

    @Test
    void failsTheStartIfItIsMadeInTheBackground() {
        try (DurableEngine engine = engine(DeterminismMode.FAIL, BrokenWorkflows.AskingClocks.class)
                .checksInBackground()
                .build()) {
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(engine::requireChecked)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_DETERMINISTIC));
            assertThatExceptionOfType(DurableException.class)
                    .isThrownBy(engine::start)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_DETERMINISTIC));
            assertThat(engine.isRunning()).isFalse();
        }
    }

    @Test
    void warnsOnlyWhenTheEngineHasStartedIfItIsMadeInTheBackground() {
        try (DurableEngine engine = engine(DeterminismMode.WARN, BrokenWorkflows.AskingClocks.class)
                .checksInBackground()
                .build()) {
            engine.requireChecked();
            assertThat(warnings()).isEmpty();

            engine.start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(warnings()).hasSize(5));

            engine.stop().join();
            engine.start();
            assertThat(warnings()).hasSize(5);
        }
    }

    @Test
    void warnsOfEachFindingInALineOfItsOwn() {
        engine(DeterminismMode.WARN, BrokenWorkflows.AskingClocks.class).build();

        assertThat(warnings())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("DUR-1033: AskingClocks may not replay. ")
                        .contains("AskingClocks.run(BrokenWorkflows.java:")
                        .endsWith("Use workflow.now() or workflow.clock().")
                        .doesNotContain("\n"));
    }

    @Test
    void warningsAloneDoNotFail() {
        engine(DeterminismMode.FAIL, BrokenWorkflows.Suspicious.class).build();

        assertThat(warnings()).hasSize(2);
    }

    @Test
    void saysNothingWhenSwitchedOff() {
        engine(DeterminismMode.OFF, BrokenWorkflows.AskingClocks.class).build();
        builder(BrokenWorkflows.AskingClocks.class).build();

        assertThat(warnings()).isEmpty();
    }

    @Test
    void engineThatExecutesNothingChecksNothing() {
        EngineSettings all = EngineSettings.DEFAULT;
        EngineSettings.WorkerSettings worker = all.worker();
        EngineSettings clientOnly = new EngineSettings(
                new EngineSettings.WorkerSettings(
                        false,
                        worker.taskQueues(),
                        worker.maxConcurrentActivities(),
                        worker.maxCachedRuns(),
                        worker.passivateAfter(),
                        worker.maxWorkflowThreads(),
                        worker.virtualActivityThreads(),
                        worker.gracePeriod(),
                        worker.retryInterval(),
                        worker.maxRetryInterval(),
                        worker.history(),
                        worker.codeBlockLimit(),
                        worker.localActivityWait(),
                        worker.queueLimits(),
                        worker.spillOverAfter()),
                all.commit(),
                all.cluster(),
                all.client(),
                all.retention(),
                all.defaultStartToCloseTimeout());

        engine(DeterminismMode.FAIL, BrokenWorkflows.AskingClocks.class)
                .settings(clientOnly)
                .build();

        assertThat(warnings()).isEmpty();
    }

    private List<String> warnings() {
        return logged.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static DurableEngineBuilder engine(DeterminismMode mode, Class<?>... workflows) {
        return builder(workflows)
                .determinism(new DeterminismSettings(mode, Set.of(), Set.of(), 0, Duration.ofSeconds(1)));
    }

    private static DurableEngineBuilder builder(Class<?>... workflows) {
        DurableEngineBuilder builder =
                DurableEngine.builder(new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));
        List.of(workflows).forEach(builder::workflow);
        return builder;
    }
}
