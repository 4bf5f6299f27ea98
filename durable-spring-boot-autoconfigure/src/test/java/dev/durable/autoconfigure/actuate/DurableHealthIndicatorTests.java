package dev.durable.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.engine.DurableEngine;
import dev.durable.engine.EngineSettings;
import dev.durable.engine.EngineSettings.ClusterSettings;
import dev.durable.engine.EngineSettings.WorkerSettings;
import dev.durable.engine.EngineStatus;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.store.memory.StoreFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class DurableHealthIndicatorTests {

    private final AtomicReference<Duration> clockAhead = new AtomicReference<>(Duration.ZERO);
    private final InMemoryStore store = new InMemoryStore(
            new JsonEventCodec(),
            new JsonFailureInfoCodec(),
            () -> Instant.now().plus(clockAhead.get()),
            StoreFaults.NONE);
    private final DurableEngine engine = engine(true);

    @Test
    void nodeWithALeaseIsUp() {
        engine.start();

        Health health = health(engine);
        engine.stop().join();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("node", "a").containsEntry("stuckRuns", 0);
    }

    @Test
    void stoppedNodeIsOutOfService() {
        engine.start();
        engine.stop().join();

        assertThat(health(engine).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health(engine).getDetails()).containsEntry("status", EngineStatus.STOPPED);
    }

    @Test
    void nodeWhoseLeaseHasEndedIsDown() {
        engine.start();

        clockAhead.set(Duration.ofHours(2));
        Health health = health(engine);
        engine.stop().join();

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void applicationWithoutWorkerIsUp() {
        DurableEngine client = engine(false);
        client.start();

        assertThat(health(client).getStatus()).isEqualTo(Status.UP);
        assertThat(health(client).getDetails()).containsEntry("status", EngineStatus.CLIENT_ONLY);
    }

    @Test
    void infoTellsWhatTheNodeExecutes() {
        engine.start();

        Info.Builder info = new Info.Builder();
        new DurableInfoContributor(engine.insight()).contribute(info);
        engine.stop().join();

        assertThat(info.build().getDetails().get("durable"))
                .asString()
                .contains("node=a")
                .contains("taskQueues=[default]")
                .contains("workflowTypes=1");
    }

    private DurableEngine engine(boolean worker) {
        WorkerSettings defaults = WorkerSettings.DEFAULT;
        WorkerSettings settings = new WorkerSettings(
                worker,
                Set.of("default"),
                defaults.maxConcurrentActivities(),
                defaults.maxCachedRuns(),
                defaults.passivateAfter(),
                defaults.maxWorkflowThreads(),
                defaults.virtualActivityThreads(),
                defaults.gracePeriod(),
                defaults.retryInterval(),
                defaults.maxRetryInterval(),
                defaults.history(),
                defaults.codeBlockLimit(),
                defaults.localActivityWait(),
                defaults.queueLimits(),
                defaults.spillOverAfter());
        return DurableEngine.builder(store)
                .workflow(DeskWorkflow.class)
                .settings(new EngineSettings(
                        settings,
                        EngineSettings.DEFAULT.commit(),
                        new ClusterSettings("a", Duration.ofHours(1), true, Duration.ofHours(1), null),
                        EngineSettings.DEFAULT.client(),
                        EngineSettings.DEFAULT.retention(),
                        EngineSettings.DEFAULT.defaultStartToCloseTimeout()))
                .build();
    }

    private static Health health(DurableEngine engine) {
        return new DurableHealthIndicator(engine.insight()).health();
    }
}
