package dev.durable.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.engine.testing.ReplayFixture;
import dev.durable.engine.testing.TestRun;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.workflow.CompletablePromise;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PromiseTests {

    @RegisterExtension
    final ReplayFixture fixture = new ReplayFixture().activity(Work.class).workflow(Cases.class);

    @Test
    void resultsAreTransformed() {
        TestRun run = fixture.run(Cases.class);
        run.start("thenApply");

        assertThat(run.complete(2, "a")).containsExactly("complete \"a!!\"");
    }

    @Test
    void failuresPassTransformationsBy() {
        TestRun run = fixture.run(Cases.class);
        run.start("thenApply");

        assertThat(run.fail(2, ApplicationFailure.of("broken", "Broken")))
                .containsExactly("complete \"caught ActivityFailure\"");
    }

    @Test
    void transformationThatFailsFailsItsPromise() {
        TestRun run = fixture.run(Cases.class);
        run.start("failingThenApply");

        assertThat(run.complete(2, "a")).containsExactly("complete \"caught IllegalStateException\"");
    }

    @Test
    void handleGetsTheResult() {
        TestRun run = fixture.run(Cases.class);
        run.start("handle");

        assertThat(run.complete(2, "a")).containsExactly("complete \"result a, failure null\"");
    }

    @Test
    void handleGetsTheFailure() {
        TestRun run = fixture.run(Cases.class);
        run.start("handle");

        assertThat(run.fail(2, ApplicationFailure.of("broken", "Broken")))
                .containsExactly("complete \"result null, failure ActivityFailure\"");
    }

    @Test
    void allOfWaitsForAll() {
        TestRun run = fixture.run(Cases.class);

        assertThat(run.start("allOf")).containsExactly("schedule Work.run(\"a\")", "schedule Work.run(\"b\")");
        assertThat(run.complete(3, "B")).isEmpty();
        assertThat(run.complete(2, "A")).containsExactly("complete \"AB\"");
    }

    @Test
    void allOfFailsAtTheFirstFailure() {
        TestRun run = fixture.run(Cases.class);
        run.start("allOf");

        assertThat(run.fail(3, ApplicationFailure.of("broken", "Broken")))
                .containsExactly("complete \"caught ActivityFailure\"");
    }

    @Test
    void allOfNothingIsDone() {
        assertThat(fixture.run(Cases.class).start("allOfNothing")).containsExactly("complete \"done true\"");
    }

    @Test
    void anyOfTakesTheFirst() {
        TestRun run = fixture.run(Cases.class);
        run.start("anyOf");

        assertThat(run.complete(3, "B")).containsExactly("complete \"B\"");
    }

    @Test
    void anyOfFailsIfTheFirstFails() {
        TestRun run = fixture.run(Cases.class);
        run.start("anyOf");

        assertThat(run.fail(2, ApplicationFailure.of("broken", "Broken")))
                .containsExactly("complete \"caught ActivityFailure\"");
    }

    @Test
    void anyOfNothingIsRefused() {
        assertThat(fixture.run(Cases.class).start("anyOfNothing"))
                .containsExactly("complete \"caught IllegalArgumentException\"");
    }

    @Test
    void promiseIsCompletedOnce() {
        assertThat(fixture.run(Cases.class).start("completeTwice"))
                .containsExactly("complete \"first true false false\"");
    }

    @Test
    void promiseIsFailedOnce() {
        assertThat(fixture.run(Cases.class).start("failTwice"))
                .containsExactly("complete \"caught IllegalArgumentException\"");
    }

    @Test
    void nullIsAResult() {
        assertThat(fixture.run(Cases.class).start("completeWithNull")).containsExactly("complete \"null true\"");
    }

    @Test
    void callbackMustNotBlock() {
        TestRun run = fixture.run(Cases.class);
        run.start("blockingCallback");

        assertThat(run.complete(2, "a")).containsExactly("complete \"caught DUR-3003\"");
    }

    @Test
    void callbackMustNotScheduleAnything() {
        TestRun run = fixture.run(Cases.class);
        run.start("schedulingCallback");

        assertThat(run.complete(2, "a")).containsExactly("complete \"caught DUR-3003\"");
    }

    @Test
    void callbackOfADonePromiseRunsAtOnce() {
        assertThat(fixture.run(Cases.class).start("lateCallback")).containsExactly("complete \"x?\"");
    }

    @Test
    void chainOfPromisesIsCompletedInOneStep() {
        TestRun run = fixture.run(Cases.class);
        run.start("chain");

        assertThat(run.fire(2)).containsExactly("complete \"0123\"");
    }

    @Workflow
    static class Cases {

        private final WorkflowContext workflow;
        private final Work work;

        Cases(WorkflowContext workflow, Work work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public String run(String which) {
            try {
                return select(which);
            } catch (DurableException e) {
                return "caught " + e.code().id();
            } catch (RuntimeException e) {
                return "caught " + e.getClass().getSimpleName();
            }
        }

        private String select(String which) {
            return switch (which) {
                case "thenApply" ->
                    async("a")
                            .thenApply(result -> result + "!")
                            .thenApply(result -> result + "!")
                            .get();
                case "failingThenApply" ->
                    async("a")
                            .<String>thenApply(result -> {
                                throw new IllegalStateException("in a callback");
                            })
                            .get();
                case "handle" -> async("a").handle(describe()).get();
                case "allOf" -> allOf();
                case "allOfNothing" -> "done " + workflow.allOf().isDone();
                case "anyOf" -> workflow.anyOf(List.of(async("a"), async("b"))).get();
                case "anyOfNothing" -> String.valueOf(workflow.anyOf().get());
                case "completeTwice" -> completeTwice();
                case "failTwice" -> failTwice();
                case "completeWithNull" -> completeWithNull();
                case "blockingCallback" ->
                    async("a")
                            .thenApply(result -> {
                                workflow.sleep(Duration.ofSeconds(1));
                                return result;
                            })
                            .get();
                case "schedulingCallback" -> async("a").thenApply(work::run).get();
                case "lateCallback" ->
                    completed("x").thenApply(value -> value + "?").get();
                case "chain" -> chain();
                default -> throw new IllegalArgumentException(which);
            };
        }

        private Promise<String> async(String argument) {
            return workflow.async(() -> work.run(argument));
        }

        private static BiFunction<String, RuntimeException, String> describe() {
            return (result, failure) -> "result " + result + ", failure "
                    + (failure instanceof ActivityFailure ? "ActivityFailure" : failure);
        }

        private String allOf() {
            Promise<String> a = async("a");
            Promise<String> b = async("b");
            workflow.allOf(a, b).get();
            return a.get() + b.get();
        }

        private CompletablePromise<String> completed(String value) {
            CompletablePromise<String> promise = workflow.newPromise();
            promise.complete(value);
            return promise;
        }

        private String completeTwice() {
            CompletablePromise<String> promise = workflow.newPromise();
            boolean first = promise.complete("first");
            boolean second = promise.complete("second");
            boolean third = promise.completeExceptionally(new IllegalStateException());
            return promise.get() + " " + first + " " + second + " " + third;
        }

        private String failTwice() {
            CompletablePromise<String> promise = workflow.newPromise();
            promise.completeExceptionally(new IllegalArgumentException());
            promise.completeExceptionally(new IllegalStateException());
            promise.complete("too late");
            return promise.get();
        }

        private String completeWithNull() {
            Promise<String> promise = completed(null);
            return promise.get() + " " + promise.isDone();
        }

        private String chain() {
            CompletablePromise<String> end = workflow.newPromise();
            workflow.newTimer(Duration.ofSeconds(1))
                    .thenApply(fired -> "0")
                    .thenApply(text -> text + "1")
                    .thenApply(text -> text + "2")
                    .thenApply(text -> end.complete(text + "3"));
            return end.get();
        }
    }
}
