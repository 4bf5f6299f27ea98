package dev.durable.engine.activity;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityTimeouts;
import dev.durable.activity.RetryPolicy;
import dev.durable.engine.definition.Definitions;
import dev.durable.engine.extension.Extensions;
import dev.durable.engine.time.ManualTime;
import dev.durable.engine.time.TimeSource;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An executor over manual time with one activity, {@link Work}, whose code the test gives. Started, with one slot unless told otherwise. */
final class ActivityFixture {

    static final Instant START = ManualTime.START;
    static final UUID RUN = new UUID(0, 1);

    final ManualTime time = new ManualTime();
    final RecordedOutcomes outcomes = new RecordedOutcomes();
    final Work work = new Work();
    final ActivityExecutor executor;
    final ActivityContext context;

    /** Attempts run on the thread that submits them or lets time pass. */
    ActivityFixture() {
        this(Runnable::run, 1);
    }

    /** With interceptors, and context that came along. */
    ActivityFixture(Extensions extensions) {
        this(Runnable::run, 1, extensions);
    }

    ActivityFixture(Executor threads, int slots) {
        this(threads, slots, Extensions.NONE);
    }

    private ActivityFixture(Executor threads, int slots, Extensions extensions) {
        ThreadBoundActivityContext bound = new ThreadBoundActivityContext(TextPayloads.INSTANCE);
        executor = newExecutor(time, threads, slots, outcomes, work, bound, extensions);
        context = bound;
        outcomes.resubmitTo(executor);
        executor.start();
    }

    static ActivityExecutor newExecutor(
            TimeSource time, Executor threads, int slots, ActivityOutcomes outcomes, Work work) {
        return newExecutor(
                time,
                threads,
                slots,
                outcomes,
                work,
                new ThreadBoundActivityContext(TextPayloads.INSTANCE),
                Extensions.NONE);
    }

    private static ActivityExecutor newExecutor(
            TimeSource time,
            Executor threads,
            int slots,
            ActivityOutcomes outcomes,
            Work work,
            ThreadBoundActivityContext context,
            Extensions extensions) {
        TextPayloads payloads = TextPayloads.INSTANCE;
        Definitions definitions =
                Definitions.builder(payloads).activity(Work.class, () -> work).build();
        return new ActivityExecutor(
                new ActivityEnvironment(
                        definitions, payloads, payloads, time, threads, ActivitySlots.of(slots), outcomes, extensions),
                context);
    }

    /** Ten seconds for an attempt, and nothing else. */
    static ActivityTimeouts tenSeconds() {
        return ActivityTimeouts.startToClose(Duration.ofSeconds(10));
    }

    static RetryPolicy atMost(int attempts, String... nonRetryableTypes) {
        return new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(100), attempts, List.of(nonRetryableTypes));
    }

    /** First attempt of the activity; its input is its event id. */
    static ActivityTask task(int eventId) {
        return task(eventId, tenSeconds(), RetryPolicy.DEFAULT);
    }

    static ActivityTask task(int eventId, ActivityTimeouts timeouts, RetryPolicy policy) {
        return task(RUN, eventId, "Work.run", List.of(TextPayloads.text(Integer.toString(eventId))), timeouts, policy);
    }

    static ActivityTask task(
            UUID runId,
            int eventId,
            String activityType,
            List<Payload> input,
            ActivityTimeouts timeouts,
            RetryPolicy policy) {
        return ActivityTask.first(
                runId,
                "order-42",
                "Order",
                new ActivityTaskScheduled(eventId, START, activityType, "default", input, timeouts, policy));
    }

    /** The same task on another run. */
    static ActivityTask onRun(UUID runId, ActivityTask task) {
        return ActivityTask.first(runId, task.workflowId(), task.workflowType(), task.scheduled());
    }

    /** Lets the activity's code wait until it is interrupted. */
    static @Nullable Object sleepUntilInterrupted() throws InterruptedException {
        new CountDownLatch(1).await();
        return null;
    }
}
