package dev.durable.engine.replay;

import static dev.durable.engine.testing.Happenings.childCompleted;
import static dev.durable.engine.testing.Happenings.childStarted;
import static dev.durable.engine.testing.Happenings.externalSignaled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durable.annotation.QueryMethod;
import dev.durable.annotation.SignalMethod;
import dev.durable.annotation.UpdateMethod;
import dev.durable.annotation.UpdateValidatorMethod;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.extension.ExtensionsBuilder;
import dev.durable.engine.testing.HistoryBuilder;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionContinuedAsNew;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import dev.durable.interceptor.ActivityCall;
import dev.durable.interceptor.ChildCall;
import dev.durable.interceptor.CodeCall;
import dev.durable.interceptor.ContinueAsNewCall;
import dev.durable.interceptor.ControlCall;
import dev.durable.interceptor.Next;
import dev.durable.interceptor.NextCode;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.SideEffectCall;
import dev.durable.interceptor.SignalCall;
import dev.durable.interceptor.TimerCall;
import dev.durable.payload.FailureInfo;
import dev.durable.payload.JacksonPayloadConverter;
import dev.durable.workflow.ChildWorkflowHandle;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Interceptors around workflow code, and around what it asks for. */
class InterceptedWorkflowTests {

    private final List<String> calls = new ArrayList<>();

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture()
            .activity(Work.class)
            .workflow(Whole.class, Messages.class, Other.class, Failing.class, Continuing.class);

    @Test
    void firstInterceptorIsOutermost() {
        fixture.extensions(new ExtensionsBuilder()
                .workflowInterceptor(context -> new Marking("a"))
                .workflowInterceptor(context -> new Marking("b"))
                .build());
        TestRun run = fixture.run(Whole.class);

        assertThat(run.start("x")).containsExactly("schedule Work.run(\"xab\")");
        assertThat(calls).startsWith("a execute Whole[x]", "b execute Whole[xa]", "a activity Work.run[xab]");
    }

    @Test
    void everyCallGoesThrough() {
        intercept(new Recording());
        TestRun run = fixture.run(Whole.class);

        run.start("x");
        run.complete(2, "y");
        run.localCompleted(1, "Work.run", "z");
        int timer = run.history().size();
        run.fire(timer);
        int child = run.history().size();
        run.happen(childStarted(child));
        run.happen(childCompleted(child, "done"));
        int signal = run.history().size();
        assertThat(run.happen(externalSignaled(signal))).containsExactly("complete \"done\"");

        assertThat(calls)
                .containsExactly(
                        "execute Whole[x]",
                        "activity Work.run[x]",
                        "local Work.run[y]",
                        "effect  int",
                        "effect rate int",
                        "timer PT1M",
                        "child Other/other-1[1]",
                        "signal other-1.poke[2]",
                        "executed done");
    }

    @Test
    void cancellationOfAnotherWorkflowGoesThrough() {
        intercept(new Recording());
        TestRun run = fixture.run(Canceling.class);

        assertThat(run.start()).containsExactly("cancel external other-1");

        assertThat(calls).containsExactly("execute Canceling[]", "cancel other-1 because too late");
        assertThat(last(run)).extracting("reason").isEqualTo("too late!");
    }

    @Test
    void messagesGoThrough() {
        intercept(new Recording());
        TestRun run = fixture.run(Messages.class);
        run.start();

        run.signal("add", 1);
        run.update("u-1", "multiply", 5);
        Integer total = run.query("total", Integer.class, 100);

        assertThat(total).isEqualTo(105);
        assertThat(calls)
                .containsExactly("execute Messages[]", "signal add[1]", "update multiply[5]", "query total[100]");
    }

    @Test
    void validationGoesThroughWhetherThereIsAValidatorOrNot() {
        intercept(new Recording());
        TestRun run = fixture.run(Messages.class);
        run.start();

        assertThat(objection(run, "multiply", 5)).isEmpty();
        assertThat(objection(run, "divide", 2)).isEmpty();
        assertThat(objection(run, "divide", 0)).contains("division by zero");

        assertThat(calls)
                .containsExactly(
                        "execute Messages[]", "validate multiply[5]", "validate divide[2]", "validate divide[0]");
    }

    @Test
    void validationIsNotRepeatedWhenTheCodeComesBack() {
        intercept(new Recording());
        TestRun run = fixture.run(Messages.class);
        run.start();
        run.update("u-1", "divide", 2);
        calls.clear();

        run.evict().query("total", Integer.class, 0);

        assertThat(calls).containsExactly("execute Messages[]", "update divide[2]", "query total[0]");
    }

    @Test
    void interceptorsDecideBesidesTheValidator() {
        intercept(new RunInterceptor() {
            @Override
            public void validateUpdate(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                next.proceed(call.withArguments(List.of(1)));
                if (call.arguments().contains(0)) {
                    throw ApplicationFailure.of("not by " + call.arguments(), "Refused");
                }
            }
        });
        TestRun run = fixture.run(Messages.class);
        run.start();

        assertThat(objection(run, "divide", 2)).isEmpty();
        assertThat(objection(run, "divide", 0)).contains("not by [0]");
    }

    @Test
    void validationInterceptorThatWantsMoreThanReadRejects() {
        fixture.extensions(new ExtensionsBuilder()
                .workflowInterceptor(context -> new RunInterceptor() {
                    @Override
                    public void validateUpdate(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                        context.sleep(Duration.ofSeconds(1));
                        next.proceed(call);
                    }
                })
                .build());
        TestRun run = fixture.run(Messages.class);
        run.start();

        assertThat(objection(run, "divide", 2))
                .hasValueSatisfying(
                        message -> assertThat(message).contains("newTimer was called in a query, a validator"));
        assertThat(run.update("u-1", "multiply", 5)).containsExactly("update 2 completed: 0");
    }

    @Test
    void argumentsAndResultsCanBeReplaced() {
        intercept(new RunInterceptor() {
            @Override
            public Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                return "[" + next.proceed(call.withArguments(List.of("replaced"))) + "]";
            }

            @Override
            public Object activity(ActivityCall call, Next<ActivityCall, Object> next) {
                return next.proceed(call.withArguments(List.of(call.arguments().get(0) + "!"))) + "?";
            }

            @Override
            public Object localActivity(ActivityCall call, Next<ActivityCall, Object> next) {
                throw ApplicationFailure.of("enough: " + call.arguments().get(0), "Enough");
            }
        });
        TestRun run = fixture.run(Whole.class);

        assertThat(run.start("x")).containsExactly("schedule Work.run(\"replaced!\")");
        assertThat(run.complete(2, "y"))
                .singleElement()
                .asString()
                .contains("fail")
                .contains("enough: y?");
    }

    @Test
    void headersCanBeReadAndSet() {
        intercept(new RunInterceptor() {
            @Override
            public Object activity(ActivityCall call, Next<ActivityCall, Object> next) {
                String trace = call.header().get("trace", String.class).orElse("none");
                return next.proceed(call.withHeader(call.header().with("trace", trace + "/1")));
            }
        });
        TestRun run = fixture.run(Whole.class);
        JacksonPayloadConverter payloads = new JacksonPayloadConverter();

        run.start(HistoryBuilder.started("Whole", "x").under(Map.of("trace", payloads.toPayload("t"))));

        assertThat(((ActivityTaskScheduled) run.history().get(1)).header())
                .containsExactly(Map.entry("trace", payloads.toPayload("t/1")));
    }

    @Test
    void whatTheCodeThrowsPassesThrough() {
        intercept(new RunInterceptor() {
            @Override
            public Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                try {
                    return next.proceed(call);
                } catch (ApplicationFailure e) {
                    calls.add(e.getMessage());
                    throw e;
                }
            }
        });

        assertThat(fixture.run(Failing.class).start())
                .singleElement()
                .asString()
                .contains("out of stock");
        assertThat(calls).containsExactly("out of stock");
    }

    @Test
    void nextRunGetsWhatTheInterceptorMakesOfIt() {
        intercept(new RunInterceptor() {
            @Override
            public void continueAsNew(ContinueAsNewCall call, Next<ContinueAsNewCall, Void> next) {
                next.proceed(
                        call.withArguments(List.of(10)).withHeader(call.header().with("round", 2)));
            }
        });
        TestRun run = fixture.run(Continuing.class);

        assertThat(run.start(1)).containsExactly("continue as new Continuing(10)");
        WorkflowExecutionContinuedAsNew end = (WorkflowExecutionContinuedAsNew) last(run);
        assertThat(end.header()).containsOnlyKeys("round");
    }

    @Test
    void interceptorThatSwallowsContinueAsNewFailsTheStep() {
        intercept(new RunInterceptor() {
            @Override
            public void continueAsNew(ContinueAsNewCall call, Next<ContinueAsNewCall, Void> next) {}
        });
        TestRun run = fixture.run(Continuing.class);

        WorkflowCodeException failure = catchThrowableOfType(WorkflowCodeException.class, () -> run.start(1));

        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        DurableException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CONTINUE_AS_NEW_SWALLOWED));
    }

    @Test
    void queryInterceptorMustNotChangeAnything() {
        fixture.extensions(new ExtensionsBuilder()
                .workflowInterceptor(context -> new RunInterceptor() {
                    @Override
                    public Object handleQuery(CodeCall call, NextCode<CodeCall> next) throws Throwable {
                        context.sleep(Duration.ofSeconds(1));
                        return next.proceed(call);
                    }
                })
                .build());
        TestRun run = fixture.run(Messages.class);
        run.start();

        assertThatThrownBy(() -> run.query("total", Integer.class, 1))
                .hasMessageContaining("newTimer was called in a query");
    }

    @Test
    void interceptorsOfARunAreMadeAgainWhenItsCodeComesBack() {
        fixture.extensions(new ExtensionsBuilder()
                .workflowInterceptor(context -> new Counting())
                .build());
        TestRun run = fixture.run(Messages.class);
        run.start();
        run.signal("add", 1);
        run.signal("add", 1);
        run.evict();

        assertThat(run.query("total", Integer.class, 0)).isEqualTo(1 + 2);
        run.signal("add", 1);
        assertThat(run.query("total", Integer.class, 0)).isEqualTo(1 + 2 + 3);
    }

    private void intercept(RunInterceptor interceptor) {
        fixture.extensions(new ExtensionsBuilder()
                .workflowInterceptor(context -> interceptor)
                .build());
    }

    /** Why the update would not be accepted. */
    private static Optional<String> objection(TestRun run, String update, int argument) {
        return Optional.ofNullable(run.instance()
                        .whyRejected(new WorkflowExecutionUpdateAccepted(
                                0,
                                Instant.parse("2030-01-01T00:00:00Z"),
                                "u",
                                update,
                                List.of(new JacksonPayloadConverter().toPayload(argument)),
                                Map.of())))
                .map(FailureInfo::message);
    }

    private static HistoryEvent last(TestRun run) {
        return run.history().get(run.history().size() - 1);
    }

    /** Appends its name to arguments, and notes what it got. */
    private final class Marking implements RunInterceptor {

        private final String name;

        Marking(String name) {
            this.name = name;
        }

        @Override
        public Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            calls.add(name + " execute " + call.name() + call.arguments());
            return next.proceed(call.withArguments(marked(call.arguments())));
        }

        @Override
        public Object activity(ActivityCall call, Next<ActivityCall, Object> next) {
            calls.add(name + " activity " + call.activityType() + call.arguments());
            return next.proceed(call);
        }

        private List<Object> marked(List<Object> arguments) {
            return List.of(arguments.get(0) + name);
        }
    }

    /** Adds to each signal how many have come. */
    private static final class Counting implements RunInterceptor {

        private int signals;

        @Override
        public void handleSignal(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            next.proceed(call.withArguments(List.of(++signals)));
        }
    }

    private final class Recording implements RunInterceptor {

        @Override
        public Object execute(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            calls.add("execute " + call.name() + call.arguments());
            Object result = next.proceed(call);
            calls.add("executed " + result);
            return result;
        }

        @Override
        public void handleSignal(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            calls.add("signal " + call.name() + call.arguments());
            next.proceed(call);
        }

        @Override
        public void validateUpdate(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            calls.add("validate " + call.name() + call.arguments());
            next.proceed(call);
        }

        @Override
        public Object handleUpdate(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            calls.add("update " + call.name() + call.arguments());
            return next.proceed(call);
        }

        @Override
        public Object handleQuery(CodeCall call, NextCode<CodeCall> next) throws Throwable {
            calls.add("query " + call.name() + call.arguments());
            return next.proceed(call);
        }

        @Override
        public Object activity(ActivityCall call, Next<ActivityCall, Object> next) {
            calls.add("activity " + call.activityType() + call.arguments());
            return next.proceed(call);
        }

        @Override
        public Object localActivity(ActivityCall call, Next<ActivityCall, Object> next) {
            calls.add("local " + call.activityType() + call.arguments());
            return next.proceed(call);
        }

        @Override
        public ChildWorkflowHandle<?, ?> child(ChildCall call, Next<ChildCall, ChildWorkflowHandle<?, ?>> next) {
            calls.add("child " + call.workflowType() + "/" + call.workflowId() + call.arguments());
            return next.proceed(call);
        }

        @Override
        public void signalExternal(SignalCall call, Next<SignalCall, Void> next) {
            calls.add("signal " + call.workflowId() + "." + call.signalName() + call.arguments());
            next.proceed(call);
        }

        @Override
        public void cancelExternal(ControlCall call, Next<ControlCall, Void> next) {
            calls.add("cancel " + call.workflowId() + " because " + call.reason());
            next.proceed(new ControlCall(call.workflowId(), call.runId(), call.reason() + "!"));
        }

        @Override
        public Promise<Void> timer(TimerCall call, Next<TimerCall, Promise<Void>> next) {
            calls.add("timer " + call.duration());
            return next.proceed(call);
        }

        @Override
        public Object sideEffect(SideEffectCall call, Next<SideEffectCall, Object> next) {
            calls.add("effect " + call.id() + " " + ((Class<?>) call.type()).getSimpleName());
            return next.proceed(call);
        }

        @Override
        public void continueAsNew(ContinueAsNewCall call, Next<ContinueAsNewCall, Void> next) {
            calls.add("continue " + call.workflowType() + call.arguments());
            next.proceed(call);
        }
    }

    @Workflow
    static class Whole {

        private final WorkflowContext workflow;
        private final Work work;

        Whole(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        String run(String input) {
            String result = work.run(input);
            workflow.localActivity(Work.class).run(result);
            workflow.sideEffect(int.class, () -> 1);
            workflow.mutableSideEffect("rate", int.class, (before, now) -> false, () -> 2);
            workflow.sleep(Duration.ofMinutes(1));
            ChildWorkflowHandle<Other, String> child =
                    workflow.newChild(Other.class).id("other-1").start(other -> other.run(1));
            String answer = child.result().get();
            workflow.external(Other.class, "other-1").signal(other -> other.poke(2));
            return answer;
        }
    }

    @Workflow
    static class Canceling {

        private final WorkflowContext workflow;

        Canceling(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.external(Other.class, "other-1").cancel("too late");
        }
    }

    @Workflow
    static class Other {

        @WorkflowMethod
        String run(int number) {
            return "done";
        }

        @SignalMethod
        void poke(int number) {}
    }

    @Workflow
    static class Messages {

        private final WorkflowContext workflow;
        private int total;

        Messages(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run() {
            workflow.await(() -> false);
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

        @UpdateMethod
        int divide(int divisor) {
            total /= divisor;
            return total;
        }

        @UpdateValidatorMethod(updateName = "divide")
        void checkDivisor(int divisor) {
            if (divisor == 0) {
                throw new IllegalArgumentException("division by zero");
            }
        }

        @QueryMethod
        int total(int offset) {
            return total + offset;
        }
    }

    @Workflow
    static class Failing {

        @WorkflowMethod
        void run() {
            throw ApplicationFailure.of("out of stock", "OutOfStock");
        }
    }

    @Workflow
    static class Continuing {

        private final WorkflowContext workflow;

        Continuing(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        void run(int round) {
            throw workflow.continueAsNew(Continuing.class, next -> next.run(round + 1));
        }
    }
}
