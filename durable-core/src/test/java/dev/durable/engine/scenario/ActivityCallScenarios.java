package dev.durable.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durable.activity.ActivityCancellationType;
import dev.durable.activity.ActivityOptions;
import dev.durable.activity.RetryOptions;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import dev.durable.annotation.Workflow;
import dev.durable.annotation.WorkflowMethod;
import dev.durable.client.FailedAttempt;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.engine.testing.EngineFixture;
import dev.durable.engine.testing.GatedWork;
import dev.durable.engine.testing.Gates;
import dev.durable.engine.testing.TestEngine;
import dev.durable.failure.ActivityFailure;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.RetryState;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.EventText;
import dev.durable.workflow.Promise;
import dev.durable.workflow.WorkflowContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How activities are called: by name, with options, several at a time; and what their failures say about further attempts. */
public interface ActivityCallScenarios extends EngineScenarios {

    @Test
    default void activityThatIsNotDeclaredIsExecutedByTheDynamicOne() {
        List<String> seen = new ArrayList<>();
        TestEngine engine = engines()
                .engine()
                .workflow(ByName.class)
                .dynamicActivity((type, arguments) -> {
                    seen.add(type);
                    return arguments.get(0, String.class) + "/" + arguments.get(1, Integer.class) + "/"
                            + arguments.size();
                })
                .start();

        assertThat(callByName(engine, "Reports.render").result(EngineFixture.PATIENCE))
                .isEqualTo("a/1/2");
        assertThat(seen).containsExactly("Reports.render");
    }

    @Test
    default void declaredActivityGoesBeforeTheDynamicOneAndMayBeCalledByNameToo() {
        TestEngine engine = engines()
                .engine()
                .workflow(ByName.class)
                .activity(new Reports())
                .dynamicActivity((type, arguments) -> "dynamic")
                .start();

        assertThat(callByName(engine, "Reports.render").result(EngineFixture.PATIENCE))
                .isEqualTo("rendered a 1");
    }

    @Test
    default void argumentOfADynamicActivityThatDoesNotFitFailsTheAttempt() {
        TestEngine engine = engines()
                .engine()
                .workflow(ByName.class)
                .dynamicActivity((type, arguments) -> arguments.get(0, Integer.class))
                .start();
        WorkflowHandle<String> handle = callByName(engine, "Reports.render");

        assertThatThrownBy(() -> handle.result(EngineFixture.PATIENCE))
                .hasRootCauseInstanceOf(ApplicationFailure.class)
                .rootCause()
                .hasMessageContaining("Integer");
    }

    @Test
    default void unknownNameFailsAttemptByAttempt() {
        TestEngine engine = engines().engine().workflow(ByName.class).start();

        assertThatThrownBy(() -> callByName(engine, "Reports.render").result(EngineFixture.PATIENCE))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .hasMessageContaining("DUR-3007");
    }

    @Test
    default void optionsOfTheCallAreRecorded() {
        TestEngine engine = engines()
                .engine()
                .workflow(Described.class)
                .activity(new Reports())
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Described.class).id("described").start(Described::run);
        handle.result(EngineFixture.PATIENCE);

        List<ActivityTaskScheduled> calls = handle.history().stream()
                .filter(ActivityTaskScheduled.class::isInstance)
                .map(ActivityTaskScheduled.class::cast)
                .toList();

        assertThat(calls).extracting(ActivityTaskScheduled::summary).containsExactly("monthly report", "");
        assertThat(calls)
                .extracting(ActivityTaskScheduled::cancellationType)
                .containsExactly(
                        ActivityCancellationType.ABANDON, ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    }

    @Test
    default void activitiesOfSeveralThreadsRunAtTheSameTime() {
        Gates gates = new Gates();
        TestEngine engine = engines()
                .engine()
                .workflow(Parallel.class)
                .activity(GatedWork.class, gates)
                .start();
        WorkflowHandle<List<String>> handle =
                engine.client().newWorkflow(Parallel.class).id("parallel").start(w -> w.run(5));

        engines().until(() -> gates.begun().size() == 5);
        gates.open("work 3", "work 1", "work 4", "work 0", "work 2");

        assertThat(handle.result(EngineFixture.PATIENCE))
                .containsExactly("done work 0", "done work 1", "done work 2", "done work 3", "done work 4");
        assertThat(EventText.of(handle.history()).subList(1, 6))
                .as("all are scheduled in the first step")
                .allMatch(event -> event.startsWith("schedule GatedWork.work"));
    }

    @Test
    default void failureSaysItselfWhenTheNextAttemptIsMade() {
        AtomicInteger attempts = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(Patient.class)
                .activity(Service.class, () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw ApplicationFailure.of("closed for today", "Closed")
                                .withNextRetryDelay(Duration.ofHours(10));
                    }
                    return "served";
                })
                .start();
        WorkflowHandle<String> handle =
                engine.client().newWorkflow(Patient.class).id("patient").start(Patient::run);
        engines().until(() -> handle.describe().failedAttempts().size() == 1);

        FailedAttempt failed = handle.describe().failedAttempts().get(0);
        assertThat(failed.nextAttemptAt()).isEqualTo(failed.failedAt().plus(Duration.ofHours(10)));
        assertThat(failed.failure().nextRetryDelay()).isEqualTo(Duration.ofHours(10));
        engines().time().skip(Duration.ofHours(10));

        assertThat(handle.result(EngineFixture.PATIENCE)).isEqualTo("served");
    }

    @Test
    default void subclassOfATypeThatIsNotRetriedEndsTheActivity() {
        AtomicInteger attempts = new AtomicInteger();
        TestEngine engine = engines()
                .engine()
                .workflow(Patient.class)
                .activity(Service.class, () -> {
                    attempts.incrementAndGet();
                    return sneak(new FileNotFoundException("orders.csv"));
                })
                .start();

        assertThatThrownBy(() -> engine.client()
                        .newWorkflow(Patient.class)
                        .id("patient")
                        .start(Patient::run)
                        .result(EngineFixture.PATIENCE))
                .cause()
                .isInstanceOfSatisfying(
                        ActivityFailure.class,
                        failure -> assertThat(failure.retryState()).isEqualTo(RetryState.NON_RETRYABLE_FAILURE));
        assertThat(attempts).hasValue(1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> String sneak(Exception failure) throws E {
        throw (E) failure;
    }

    private static WorkflowHandle<String> callByName(TestEngine engine, String name) {
        return engine.client().newWorkflow(ByName.class).id("by-name").start(w -> w.run(name));
    }

    @Workflow
    class ByName {

        private final WorkflowContext workflow;

        ByName(WorkflowContext workflow) {
            this.workflow = workflow;
        }

        @WorkflowMethod
        public String run(String name) {
            ActivityOptions options =
                    ActivityOptions.NONE.withRetry(new RetryOptions(Duration.ofMillis(10), null, null, 2, null));
            return workflow.activity(name, String.class, options, "a", 1);
        }
    }

    @Activity(cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
    class Reports {

        public String render(String name, int number) {
            return "rendered " + name + " " + number;
        }
    }

    @Workflow
    class Described {

        private final WorkflowContext workflow;
        private final Reports reports;

        Described(WorkflowContext workflow, Reports reports) {
            this.workflow = workflow;
            this.reports = reports;
        }

        @WorkflowMethod
        public String run() {
            Reports described = workflow.activity(
                    Reports.class,
                    ActivityOptions.NONE
                            .withSummary("monthly report")
                            .withCancellationType(ActivityCancellationType.ABANDON));
            return described.render("a", 1) + reports.render("b", 2);
        }
    }

    @Workflow
    class Parallel {

        private final WorkflowContext workflow;
        private final GatedWork work;

        Parallel(WorkflowContext workflow, GatedWork work) {
            this.workflow = workflow;
            this.work = work;
        }

        @WorkflowMethod
        public List<String> run(int count) {
            List<Promise<String>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String name = "work " + i;
                calls.add(workflow.async(() -> work.work(name)));
            }
            workflow.allOf(calls).get();
            return calls.stream().map(Promise::get).toList();
        }
    }

    @Activity(retry = @Retry(nonRetryable = {IOException.class, UncheckedIOException.class}))
    interface Service {

        String serve();
    }

    @Workflow
    class Patient {

        private final Service service;

        Patient(Service service) {
            this.service = service;
        }

        @WorkflowMethod
        public String run() {
            return service.serve();
        }
    }
}
