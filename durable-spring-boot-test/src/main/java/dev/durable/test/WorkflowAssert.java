package dev.durable.test;

import dev.durable.client.WorkflowExecution;
import dev.durable.client.WorkflowFailedException;
import dev.durable.client.WorkflowHandle;
import dev.durable.client.WorkflowStatus;
import dev.durable.failure.ApplicationFailure;
import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.LocalActivityTaskCompleted;
import dev.durable.history.LocalActivityTaskFailed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one workflow. Those on its end wait for it, which lets virtual time skip. All others wait a little until what they say has come
 * true, in case the engine is still at work and the workflow has not closed, but let no time skip; what is to be <em>absent</em> is looked for once, so bring the engine to
 * rest before, with the workflow's end or {@link DurableTestEngine#awaitRest()}.
 *
 * <p>Whatever fails shows the workflow's status and history, what it waits for, and its failed attempts.
 */
public final class WorkflowAssert extends AbstractAssert<WorkflowAssert, WorkflowExecution> {

    private static final Duration PATIENCE_WITH_RESULTS = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    WorkflowAssert(WorkflowExecution actual) {
        super(actual, WorkflowAssert.class);
    }

    /** The workflow completes, whatever its result. */
    public WorkflowAssert completes() {
        result(Object.class);
        return this;
    }

    /** The workflow completes with a result that equals the expected one. */
    public WorkflowAssert completesWith(@Nullable Object expected) {
        Object result = result(expected == null ? Object.class : expected.getClass());
        if (!Objects.deepEquals(result, expected)) {
            failWithText("completes with " + text(expected), "it completed with " + text(result));
        }
        return this;
    }

    /** The workflow completes with a result of the type, about which there are further assertions. */
    public <R> WorkflowAssert completesWith(Class<R> type, Consumer<R> assertions) {
        Object result = result(type);
        Assertions.assertThat(result).as(() -> WorkflowText.of(actual)).isInstanceOfSatisfying(type, assertions);
        return this;
    }

    /** The workflow ends without completing: it fails, is canceled, terminated, or runs out of time. */
    public WorkflowAssert fails() {
        failure();
        return this;
    }

    /** The workflow ends with a failure that is of the type or has such a cause; an exception of the application by its class. */
    public WorkflowAssert failsWithCause(Class<? extends Throwable> type) {
        WorkflowFailedException failure = failure();
        if (causes(failure).noneMatch(cause -> isOf(type, cause))) {
            failWithText("fails with a cause of type " + type.getName(), "it ended with " + text(failure.getCause()));
        }
        return this;
    }

    /** The workflow ends with a failure in whose causes a message contains the text. */
    public WorkflowAssert failsWithMessage(String part) {
        WorkflowFailedException failure = failure();
        if (causes(failure)
                .noneMatch(cause -> String.valueOf(cause.getMessage()).contains(part))) {
            failWithText(
                    "fails with a message that contains \"" + part + "\"", "it ended with " + text(failure.getCause()));
        }
        return this;
    }

    /** The workflow has not ended. */
    public WorkflowAssert isOpen() {
        if (status().isClosed()) {
            failWithText("is open", "it is " + status());
        }
        return this;
    }

    /** The workflow has that status, or gets it at once. */
    public WorkflowAssert hasStatus(WorkflowStatus status) {
        return eventually(() -> status() == status, "has status " + status);
    }

    /** The workflow is open, and one of the lines that {@link WorkflowExecution#waitingFor()} gives contains the text. */
    public WorkflowAssert isWaitingFor(String part) {
        return eventually(
                () -> !status().isClosed() && actual.waitingFor().stream().anyMatch(line -> line.contains(part)),
                "waits for something with \"" + part + "\"");
    }

    /** The workflow has called the activity, once or more often, be it as a local one. */
    public WorkflowAssert hasCalledActivity(String name) {
        return eventually(() -> calls(name) > 0, "has called activity " + name);
    }

    /** The workflow has called the activity so many times. Attempts do not count: a call that is retried is one call. */
    public WorkflowAssert hasCalledActivity(String name, int times) {
        return eventually(() -> calls(name) == times, "has called activity " + name + " " + times + " times");
    }

    /** The workflow has not called the activity. */
    public WorkflowAssert hasNotCalledActivity(String name) {
        if (calls(name) > 0) {
            failWithText("has not called activity " + name, "it has");
        }
        return this;
    }

    /** The history contains events of these types in this order, perhaps with others between them. */
    public WorkflowAssert hasEvents(EventType... types) {
        return eventually(() -> isSubsequence(types), "has the events " + Arrays.toString(types) + " in this order");
    }

    /** The history is made of events of exactly these types. */
    public WorkflowAssert hasExactlyEvents(EventType... types) {
        return eventually(
                () -> actual.history().stream().map(HistoryEvent::type).toList().equals(List.of(types)),
                "has exactly the events " + Arrays.toString(types));
    }

    /** No attempt of an activity or of the workflow's code has failed so far. */
    public WorkflowAssert hasNoFailedAttempts() {
        if (!actual.describe().failedAttempts().isEmpty()) {
            failWithText("has no failed attempts", "it has");
        }
        return this;
    }

    private @Nullable Object result(Class<?> type) {
        isNotNull();
        try {
            return actual instanceof WorkflowHandle<?> handle
                    ? handle.result(PATIENCE_WITH_RESULTS)
                    : actual.result(type, PATIENCE_WITH_RESULTS);
        } catch (WorkflowFailedException e) {
            throw error("completes", "it ended with " + text(e.getCause()), e);
        } catch (DurableException e) {
            throw tooLate("completes", e);
        }
    }

    private WorkflowFailedException failure() {
        isNotNull();
        Object result;
        try {
            result = actual.result(Object.class, PATIENCE_WITH_RESULTS);
        } catch (WorkflowFailedException e) {
            return e;
        } catch (DurableException e) {
            throw tooLate("fails", e);
        }
        throw error("fails", "it completed with " + text(result), null);
    }

    private AssertionError tooLate(String expected, DurableException e) {
        if (e.code() != ErrorCode.RESULT_TIMEOUT) {
            throw e;
        }
        return error(expected, "it has not ended within " + PATIENCE_WITH_RESULTS, e);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static boolean isOf(Class<? extends Throwable> type, Throwable cause) {
        return type.isInstance(cause)
                || cause instanceof ApplicationFailure failure && failure.type().equals(type.getName());
    }

    private WorkflowStatus status() {
        isNotNull();
        return actual.describe().summary().status();
    }

    private long calls(String name) {
        isNotNull();
        return actual.history().stream()
                .flatMap(event -> activity(event).stream())
                .filter(name::equals)
                .count();
    }

    private static Optional<String> activity(HistoryEvent event) {
        if (event instanceof ActivityTaskScheduled scheduled) {
            return Optional.of(scheduled.activityType());
        }
        if (event instanceof LocalActivityTaskCompleted completed) {
            return Optional.of(completed.activityType());
        }
        return event instanceof LocalActivityTaskFailed failed ? Optional.of(failed.activityType()) : Optional.empty();
    }

    private boolean isSubsequence(EventType... types) {
        isNotNull();
        Deque<EventType> left = new ArrayDeque<>(List.of(types));
        actual.history().forEach(event -> {
            if (event.type() == left.peek()) {
                left.remove();
            }
        });
        return left.isEmpty();
    }

    /** Waits until the condition holds, or cannot come to hold any more because the workflow has closed. */
    private WorkflowAssert eventually(BooleanSupplier condition, String expected) {
        isNotNull();
        AtomicBoolean met = new AtomicBoolean();
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        boolean closed = status().isClosed(); // before the last look
                        met.set(condition.getAsBoolean());
                        return met.get() || closed;
                    });
        } catch (ConditionTimeoutException e) {
            throw error(expected, "it has not come to that within " + PATIENCE, null);
        }
        if (!met.get()) {
            failWithText(expected, "it is " + status() + " and has not come to that");
        }
        return this;
    }

    private void failWithText(String expected, String but) {
        throw error(expected, but, null);
    }

    private AssertionError error(String expected, String but, @Nullable Throwable cause) {
        String description = info.descriptionText();
        return new AssertionError(
                (description.isEmpty() ? "" : "[" + description + "] ") + "Expecting that the workflow " + expected
                        + ", but " + but + ".\n" + WorkflowText.of(actual),
                cause);
    }

    private static String text(@Nullable Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
