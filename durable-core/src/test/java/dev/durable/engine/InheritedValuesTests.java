package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Activity;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.history.JsonEventCodec;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What callers have in an {@link InheritableThreadLocal} stays with them: workflow code would see it live and not in replay, and pooled
 * threads would keep it for ever.
 */
class InheritedValuesTests {

    private static final InheritableThreadLocal<String> VALUE = new InheritableThreadLocal<>();

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    @BeforeEach
    void callerHasAValue() {
        VALUE.set("of the caller");
    }

    @AfterEach
    void leaveNothingBehind() {
        VALUE.remove();
    }

    @Test
    void codeDoesNotSeeTheValueOfWhoeverStartedItsThread() {
        TestEngine engine = engines.engine()
                .workflow(Observer.class)
                .activity(new Witness())
                .start();

        List<?> seen = engine.client()
                .newWorkflow(Observer.class)
                .id("observer")
                .start(Observer::run)
                .result(EngineFixture.PATIENCE);

        assertThat(seen)
                .isEqualTo(List.of(
                        "first step: null", "async: null", "activity: null", "local activity: null", "later: null"));
    }

    @Test
    void noThreadOfTheEngineInheritsAnything() {
        EngineThreads threads = EngineThreads.create(EngineSettings.DEFAULT);

        assertThat(executors(threads))
                .allSatisfy(executor -> assertThat(seenBy(executor, VALUE::get)).isNull());
    }

    @Test
    void contextClassLoaderIsThatOfWhoeverMadeTheEngine() {
        Thread maker = Thread.currentThread();
        ClassLoader before = maker.getContextClassLoader();
        ClassLoader ofApplication = new ClassLoader(before) {};
        maker.setContextClassLoader(ofApplication);
        EngineThreads threads = EngineThreads.create(EngineSettings.DEFAULT);
        maker.setContextClassLoader(before);

        assertThat(executors(threads))
                .allSatisfy(executor -> assertThat(
                                seenBy(executor, () -> Thread.currentThread().getContextClassLoader()))
                        .isSameAs(ofApplication));
    }

    private static List<Executor> executors(EngineThreads threads) {
        return List.of(
                threads.workflows().asExecutor(),
                threads.turns(),
                threads.commits(),
                threads.activities(),
                threads.blocking());
    }

    private static <T> T seenBy(Executor executor, Supplier<T> value) throws Exception {
        return CompletableFuture.supplyAsync(value, executor)
                .get(EngineFixture.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells what it sees. */
    @Activity(name = "Witness")
    static class Witness {

        public String see() {
            return String.valueOf(VALUE.get());
        }
    }

    /** Tells what all kinds of code see. */
    @Workflow(name = "Observer")
    static class Observer {

        private final WorkflowContext workflow;
        private final Witness witness;

        Observer(WorkflowContext workflow, Witness witness) {
            this.workflow = workflow;
            this.witness = witness;
        }

        @WorkflowMethod
        List<String> run() {
            String first = String.valueOf(VALUE.get());
            Promise<String> async = workflow.async(() -> String.valueOf(VALUE.get()));
            return List.of(
                    "first step: " + first,
                    "async: " + async.get(),
                    "activity: " + witness.see(),
                    "local activity: " + workflow.localActivity(Witness.class).see(),
                    "later: " + VALUE.get());
        }
    }
}
