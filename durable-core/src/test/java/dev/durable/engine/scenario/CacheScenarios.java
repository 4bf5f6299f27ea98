package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.client.WorkflowHandle;
import dev.durable.engine.scenario.OwnershipScenarios.Errand;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** More runs than fit into memory. */
public interface CacheScenarios extends EngineScenarios {

    @Test
    default void cacheOfOneServesManyRuns() {
        Gates gates = new Gates().open("a");
        TestEngine engine = engine(gates);
        List<WorkflowHandle<List<String>>> handles = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            handles.add(start(engine, i));
        }

        handles.forEach(handle -> handle.signal("put", "for " + handle.workflowId()));
        handles.forEach(handle -> handle.signal("run", "a"));

        assertThat(handles)
                .allSatisfy(handle -> assertThat(handle.result(EngineFixture.PATIENCE))
                        .containsExactly("for " + handle.workflowId(), "done a"));
    }

    @Test
    default void runIsEvictedWhileItsActivityRuns() {
        Gates gates = new Gates();
        TestEngine engine = engine(gates);
        WorkflowHandle<List<String>> handle = start(engine, 0);
        handle.signal("run", "a");
        gates.awaitBegun(engines(), "a");

        engine.engine().evictIdleRuns();
        handle.signal("put", "b");
        engine.engine().evictIdleRuns();
        gates.open("a");

        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("b", "done a");
        assertThat(gates.begun()).containsExactly("a");
    }

    @Test
    default void queriesSignalsAndEvictionsMayComeAtTheSameTime() {
        TestEngine engine = engine(new Gates());
        List<WorkflowHandle<List<String>>> handles = List.of(start(engine, 0), start(engine, 1), start(engine, 2));

        List<CompletableFuture<Void>> actions = new ArrayList<>();
        for (WorkflowHandle<List<String>> handle : handles) {
            actions.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 30; i++) {
                    handle.query("results", List.class);
                    engine.engine().evictIdleRuns();
                }
            }));
        }
        handles.forEach(handle -> handle.signal("put", "a"));
        actions.forEach(CompletableFuture::join);
        handles.forEach(handle -> handle.signal("put", "b"));

        assertThat(handles)
                .allSatisfy(handle ->
                        assertThat(handle.result(EngineFixture.PATIENCE)).containsExactly("a", "b"));
    }

    private TestEngine engine(Gates gates) {
        return engines()
                .engine()
                .workflow(Errand.class)
                .activity(GatedWork.class, gates)
                .maxCachedRuns(1)
                .start();
    }

    private static WorkflowHandle<List<String>> start(TestEngine engine, int number) {
        return engine.client().newWorkflow(Errand.class).id("errand-" + number).start(w -> w.collect(2));
    }
}
