package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.DurableException;
import dev.durable.search.SearchAttributes;
import dev.durable.workflow.CancellationScope;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Saga;
import dev.durable.workflow.WorkflowContext;
import dev.durable.workflow.WorkflowLocal;
import dev.durable.workflow.WorkflowLock;
import dev.durable.workflow.WorkflowQueue;
import dev.durable.workflow.WorkflowSemaphore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever code keeps its state in changes where replay sees it, too, or not at all. */
class GuardedStateTests {

    private static final Map<String, Function<Stateful, Object>> CHANGES = changes();

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture();

    private TestRun run;

    @BeforeEach
    void start() {
        run = fixture.run(Stateful.class);
        assertThat(run.start()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("namesOfChanges")
    void queryChangesNothing(String change) {
        assertThat(run.query("attempt", String.class, change)).isEqualTo("DUR-3003");

        assertThat(run.signal("poke")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("namesOfChanges")
    void conditionChangesNothing(String change) {
        assertThat(run.signal("attemptInCondition", change)).isEmpty();

        assertThat(run.query("outcome", String.class)).isEqualTo("DUR-3003");
    }

    @ParameterizedTest
    @MethodSource("namesOfChanges")
    void foreignThreadChangesNothing(String change) {
        assertThat(run.signal("attemptOnForeignThread", change)).isEmpty();

        assertThat(run.query("outcome", String.class)).isEqualTo("DUR-3004");
    }

    @Test
    void callbackMayCompleteAnotherPromise() {
        assertThat(run.signal("completeByCallback")).containsExactly("complete null");
    }

    @Test
    void callbackThatAQueryCallsMustNot() {
        run.signal("completeOther");

        assertThat(run.query("completeByCallbackOfADonePromise", String.class)).isEqualTo("DUR-3003");
        assertThat(run.signal("poke")).isEmpty();
    }

    @Test
    void foreignThreadDoesNotSetTheInitialValueOfALocal() {
        run.signal("readLocalOnForeignThread");

        assertThat(run.query("local", String.class)).isEqualTo("initial 2");
    }

    static Set<String> namesOfChanges() {
        return CHANGES.keySet();
    }

    private static Map<String, Function<Stateful, Object>> changes() {
        Map<String, Function<Stateful, Object>> changes = new LinkedHashMap<>();
        changes.put("complete", code -> code.promise.complete("changed"));
        changes.put("completeExceptionally", code -> code.promise.completeExceptionally(new RuntimeException()));
        changes.put("thenApply", code -> code.promise.thenApply(value -> value));
        changes.put("handle", code -> code.promise.handle((value, failure) -> value));
        changes.put("addCompensation", code -> done(() -> code.saga.addCompensation(() -> {})));
        changes.put("compensate", code -> done(code.saga::compensate));
        changes.put("cancel", code -> done(() -> code.scope.cancel("changed")));
        changes.put("set", code -> done(() -> code.local.set("changed")));
        changes.put("offer", code -> code.queue.offer("changed"));
        changes.put("poll", code -> code.queue.poll());
        changes.put("tryLock", code -> code.lock.tryLock());
        changes.put("release", code -> done(code.semaphore::release));
        changes.put("onSignal", code -> done(() -> code.workflow.onSignal("other", String.class, text -> {})));
        changes.put("onQuery", code -> done(() -> code.workflow.onQuery("other", arguments -> "")));
        changes.put("upsertMemo", code -> done(() -> code.workflow.upsertMemo(Map.of("a", "b"))));
        changes.put(
                "upsertSearchAttributes",
                code -> done(() -> code.workflow.upsertSearchAttributes(SearchAttributes.EMPTY)));
        changes.put("version", code -> code.workflow.version("change", WorkflowContext.DEFAULT_VERSION, 1));
        changes.put("sideEffect", code -> code.workflow.sideEffect(String.class, () -> "changed"));
        changes.put("newChild", code -> code.workflow.newChild(Stateful.class).startVoid(Stateful::run));
        changes.put(
                "signalExternal",
                code -> done(
                        () -> code.workflow.external(Stateful.class, "other").signal(Stateful::poke)));
        changes.put(
                "cancelExternal",
                code -> done(
                        () -> code.workflow.external(Stateful.class, "other").cancel("changed")));
        changes.put("continueAsNew", code -> code.workflow.continueAsNew(Stateful.class, Stateful::run));
        return changes;
    }

    private static Object done(Runnable change) {
        change.run();
        return "";
    }

    @Workflow
    static class Stateful {

        private final WorkflowContext workflow;
        private final CompletablePromise<String> promise;
        private final CompletablePromise<String> other;
        private final Saga saga;
        private final CancellationScope scope;
        private final WorkflowLocal<String> local;
        private final WorkflowQueue<String> queue;
        private final WorkflowLock lock;
        private final WorkflowSemaphore semaphore;
        private int initialValues;
        private String outcome = "nothing was refused";

        Stateful(WorkflowContext workflow) {
            this.workflow = workflow;
            this.promise = workflow.newPromise();
            this.other = workflow.newPromise();
            this.saga = workflow.newSaga();
            this.scope = workflow.newCancellationScope(() -> {});
            this.local = workflow.newRunLocal(() -> "initial " + ++initialValues);
            this.queue = workflow.newQueue(1);
            this.lock = workflow.newLock();
            this.semaphore = workflow.newSemaphore(1);
        }

        @WorkflowMethod
        public void run() {
            promise.get();
        }

        @SignalMethod
        public void poke() {}

        @SignalMethod
        public void completeOther() {
            other.complete("done");
        }

        @SignalMethod
        public void completeByCallback() {
            other.thenApply(promise::complete);
            other.complete("done");
        }

        @SignalMethod
        public void attemptInCondition(String change) {
            workflow.await(() -> {
                outcome = attempt(change);
                return true;
            });
        }

        @SignalMethod
        public void attemptOnForeignThread(String change) {
            outcome = CompletableFuture.supplyAsync(() -> attempt(change)).join();
        }

        @SignalMethod
        public void readLocalOnForeignThread() {
            CompletableFuture.supplyAsync(local::get).join();
            local.get();
        }

        @QueryMethod
        public String attempt(String change) {
            try {
                CHANGES.get(change).apply(this);
                return "not refused";
            } catch (DurableException e) {
                return e.code().id();
            }
        }

        @QueryMethod
        public String completeByCallbackOfADonePromise() {
            RuntimeException failure =
                    other.thenApply(value -> promise.complete(value)).failure();
            return failure instanceof DurableException refused ? refused.code().id() : "not refused";
        }

        @QueryMethod
        public String local() {
            return local.get();
        }

        @QueryMethod
        public String outcome() {
            return outcome;
        }
    }
}
