package dev.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.ResetOptions;
import dev.durable.client.UpdateHandle;
import dev.durable.client.UpdateOptions;
import dev.durable.client.UpdateStage;
import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowNotFoundException;
import dev.durable.context.MdcContextPropagator;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.HistoryEvent;
import dev.durable.history.JsonEventCodec;
import dev.durable.history.WorkflowExecutionSignaled;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.interceptor.ControlCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.QueryCall;
import dev.durable.interceptor.ResetCall;
import dev.durable.interceptor.RetryCall;
import dev.durable.interceptor.SignalCall;
import dev.durable.interceptor.StartCall;
import dev.durable.interceptor.UpdateCall;
import dev.durable.interceptor.WorkflowClientInterceptor;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.payload.JsonFailureInfoCodec;
import dev.durable.payload.Payload;
import dev.durable.store.memory.InMemoryStore;
import dev.durable.workflow.WorkflowContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.MDC;

/** Interceptors around the calls of the client, and what of the caller's context is stored. */
class InterceptedClientTests {

    @RegisterExtension
    final EngineFixture engines =
            new EngineFixture(() -> new InMemoryStore(new JsonEventCodec(), new JsonFailureInfoCodec()));

    private final List<String> calls = new ArrayList<>();

    @Test
    void everyCallGoesThroughInOrder() {
        TestEngine engine = engine(new Recording("a "), new Recording("b "));

        WorkflowHandle<Integer> handle = begin(engine);
        engine.workflow(Counter.class, "c").signal(counter -> counter.add(2));
        engine.workflow("c").signal("add", 3);
        engine.workflow(Counter.class, "c").update(counter -> counter.multiply(5));
        engine.workflow("c").update("multiply", Integer.class, 2);
        engine.workflow(Counter.class, "c").query(Counter::total);
        engine.workflow("c").query("total", Integer.class);
        engine.workflow("c").pause("a look");
        engine.workflow("c").unpause("looked");
        engine.workflow("c").retryNow();
        engine.workflow("c").retryNow(3);
        engine.workflow("c").cancel("why not");
        handle.terminate("enough");
        handle.reset(ResetOptions.toStart()).terminate("again");

        assertThat(calls.stream().filter(call -> call.startsWith("a ")))
                .containsExactly(
                        "a start Counter/c[1]",
                        "a signal c.add[2]",
                        "a signal c.add[3]",
                        "a update c.multiply[5] ACCEPTED",
                        "a update c.multiply[2] ACCEPTED",
                        "a query c.total[]",
                        "a query c.total[]",
                        "a pause c: a look",
                        "a unpause c: looked",
                        "a retry c: 0",
                        "a retry c: 3",
                        "a cancel c: why not",
                        "a terminate c: enough",
                        "a reset c to 1",
                        "a terminate c: again");
        assertThat(calls).startsWith("a start Counter/c[1]", "b start Counter/c[1]", "a signal c.add[2]");
        assertThat(calls).hasSize(30);
    }

    @Test
    void startsWithMessagesGoThroughOnce() {
        TestEngine engine = engine(new Recording(""));

        engine.client()
                .newWorkflow(Counter.class)
                .id("c")
                .withSignal(counter -> counter.add(2))
                .withUpdate(counter -> counter.multiply(3))
                .start(counter -> counter.run(1));
        engine.client()
                .newWorkflow("Counter")
                .id("d")
                .withSignal("add", 2)
                .withUpdate(UpdateOptions.waitFor(UpdateStage.ACCEPTED), "multiply", Integer.class, 3)
                .start(1);

        assertThat(calls)
                .containsExactly(
                        "start Counter/c[1] with [add] and multiply", "start Counter/d[1] with [add] and multiply");
    }

    @Test
    void argumentsHeadersAndResultsCanBeReplaced() {
        JacksonPayloadConverter payloads = new JacksonPayloadConverter();
        TestEngine engine = engine(new WorkflowClientInterceptor() {
            @Override
            public WorkflowHandle<?> start(StartCall call, Next<StartCall, WorkflowHandle<?>> next) {
                return next.proceed(call.withArguments(List.of(100))
                        .withHeader(call.header().with("by", "ada")));
            }

            @Override
            public Object query(QueryCall call, Next<QueryCall, Object> next) {
                return (Integer) next.proceed(call) + 1;
            }
        });

        begin(engine);

        assertThat(engine.workflow(Counter.class, "c").query(Counter::total)).isEqualTo(101);
        assertThat(started(engine).header()).containsExactly(Map.entry("by", payloads.toPayload("ada")));
    }

    @Test
    void failuresPassThrough() {
        List<Throwable> seen = new ArrayList<>();
        TestEngine engine = engine(new WorkflowClientInterceptor() {
            @Override
            public void signal(SignalCall call, Next<SignalCall, Void> next) {
                try {
                    next.proceed(call);
                } catch (WorkflowNotFoundException e) {
                    seen.add(e);
                    throw e;
                }
            }
        });

        assertThatExceptionOfType(WorkflowNotFoundException.class)
                .isThrownBy(() -> engine.workflow("nobody").signal("add", 1));
        assertThat(seen).hasSize(1);
    }

    @Test
    void refusedCallHasNoEffect() {
        TestEngine engine = engine(new WorkflowClientInterceptor() {
            @Override
            public void terminate(ControlCall call, Next<ControlCall, Void> next) {
                throw new IllegalStateException("not allowed");
            }
        });
        WorkflowHandle<Integer> handle = begin(engine);

        assertThatThrownBy(() -> handle.terminate("enough")).hasMessage("not allowed");
        assertThat(handle.describe().summary().status().isClosed()).isFalse();
    }

    @Test
    void skippedStartWithAnUpdateIsAnError() {
        TestEngine engine = engine(new WorkflowClientInterceptor() {
            @Override
            public WorkflowHandle<?> start(StartCall call, Next<StartCall, WorkflowHandle<?>> next) {
                return null;
            }
        });

        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> engine.client()
                        .newWorkflow(Counter.class)
                        .withUpdate(counter -> counter.multiply(3))
                        .start(counter -> counter.run(1)))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERCEPTED_CALL_SKIPPED));
    }

    @Test
    void contextOfTheCallerIsStoredWithStartsSignalsAndUpdates() {
        TestEngine engine = engines.engine()
                .workflow(Counter.class)
                .configure(builder -> builder.contextPropagator(new MdcContextPropagator(List.of("tenant"))))
                .start();
        MDC.put("tenant", "acme");
        MDC.put("other", "thing");
        try {
            engine.client()
                    .newWorkflow(Counter.class)
                    .id("c")
                    .withSignal(counter -> counter.add(2))
                    .withUpdate(counter -> counter.multiply(3))
                    .start(counter -> counter.run(1));
            engine.workflow("c").signal("add", 1);
        } finally {
            MDC.remove("tenant");
            MDC.remove("other");
        }
        engine.workflow("c").update("multiply", Integer.class, 2);

        assertThat(engine.workflow("c").history().stream()
                        .map(InterceptedClientTests::headerOf)
                        .filter(header -> !header.isEmpty()))
                .containsExactly(
                        "start {mdc={\"tenant\":\"acme\"}}",
                        "signal {mdc={\"tenant\":\"acme\"}}",
                        "update {mdc={\"tenant\":\"acme\"}}",
                        "signal {mdc={\"tenant\":\"acme\"}}",
                        "update {}");
    }

    @Test
    void twoPropagatorsOfOneNameFailTheStart() {
        assertThatExceptionOfType(DurableException.class)
                .isThrownBy(() -> engines.engine()
                        .configure(builder -> builder.contextPropagator(new MdcContextPropagator(List.of("a")))
                                .contextPropagator(new MdcContextPropagator(List.of("b"))))
                        .build())
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTEXT_NAME_AMBIGUOUS));
    }

    private TestEngine engine(WorkflowClientInterceptor... interceptors) {
        return engines.engine()
                .workflow(Counter.class)
                .configure(builder -> List.of(interceptors).forEach(builder::clientInterceptor))
                .start();
    }

    private static WorkflowHandle<Integer> begin(TestEngine engine) {
        return engine.client().newWorkflow(Counter.class).id("c").start(counter -> counter.run(1));
    }

    private static WorkflowExecutionStarted started(TestEngine engine) {
        return (WorkflowExecutionStarted) engine.workflow("c").history().get(0);
    }

    private static String headerOf(HistoryEvent event) {
        if (event instanceof WorkflowExecutionStarted started) {
            return "start " + text(started.header());
        }
        if (event instanceof WorkflowExecutionSignaled signaled) {
            return "signal " + text(signaled.header());
        }
        return event instanceof WorkflowExecutionUpdateAccepted accepted ? "update " + text(accepted.header()) : "";
    }

    private static String text(Map<String, Payload> header) {
        List<String> entries = new ArrayList<>();
        header.forEach((name, payload) -> entries.add(name + "=" + payload.toText()));
        return "{" + String.join(", ", entries) + "}";
    }

    private final class Recording implements WorkflowClientInterceptor {

        private final String name;

        Recording(String name) {
            this.name = name;
        }

        @Override
        public WorkflowHandle<?> start(StartCall call, Next<StartCall, WorkflowHandle<?>> next) {
            calls.add(name + "start " + call.workflowType() + "/" + call.workflowId() + call.arguments()
                    + (call.update() == null ? "" : " with " + call.signals() + " and " + call.update()));
            return next.proceed(call);
        }

        @Override
        public void signal(SignalCall call, Next<SignalCall, Void> next) {
            calls.add(name + "signal " + call.workflowId() + "." + call.signalName() + call.arguments());
            next.proceed(call);
        }

        @Override
        public UpdateHandle<?> update(UpdateCall call, Next<UpdateCall, UpdateHandle<?>> next) {
            calls.add(name + "update " + call.workflowId() + "." + call.updateName() + call.arguments() + " "
                    + call.waitFor());
            return next.proceed(call);
        }

        @Override
        public Object query(QueryCall call, Next<QueryCall, Object> next) {
            calls.add(name + "query " + call.workflowId() + "." + call.queryName() + call.arguments());
            return next.proceed(call);
        }

        @Override
        public void cancel(ControlCall call, Next<ControlCall, Void> next) {
            control("cancel", call, next);
        }

        @Override
        public void terminate(ControlCall call, Next<ControlCall, Void> next) {
            control("terminate", call, next);
        }

        @Override
        public void pause(ControlCall call, Next<ControlCall, Void> next) {
            control("pause", call, next);
        }

        @Override
        public void unpause(ControlCall call, Next<ControlCall, Void> next) {
            control("unpause", call, next);
        }

        @Override
        public void retryNow(RetryCall call, Next<RetryCall, Void> next) {
            calls.add(name + "retry " + call.workflowId() + ": " + call.scheduledEventId());
            next.proceed(call);
        }

        @Override
        public WorkflowExecution reset(ResetCall call, Next<ResetCall, WorkflowExecution> next) {
            calls.add(name + "reset " + call.workflowId() + " to "
                    + call.options().lastEventId());
            return next.proceed(call);
        }

        private void control(String what, ControlCall call, Next<ControlCall, Void> next) {
            calls.add(name + what + " " + call.workflowId() + ": " + call.reason());
            next.proceed(call);
        }
    }

    @Workflow(name = "Counter")
    static class Counter {

        private final WorkflowContext workflow;
        private int total;

        Counter(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        int run(int first) {
            total = first;
            workflow.newDetachedCancellationScope(() -> workflow.await(() -> false))
                    .run();
            return total;
        }

        @SignalMethod
        void add(int number) {
            total += number;
        }

        @UpdateMethod
        int multiply(int factor) {
            total *= factor;
            return total;
        }

        @QueryMethod
        int total() {
            return total;
        }
    }
}
