package dev.durable.engine.replay;

import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerStarted;
import dev.durable.interceptor.RunInterceptor;
import dev.durable.interceptor.TimerCall;
import dev.durable.workflow.Promise;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Timers and waiting for conditions, as workflow code asks for them. Confined to the run. */
final class Waits {

    private static final String A_CONDITION = "a condition";

    private final RunContext context;
    private final DeterministicScheduler scheduler;
    private final PendingTimers timers;

    Waits(RunContext context, DeterministicScheduler scheduler, PendingTimers timers) {
        this.context = context;
        this.scheduler = scheduler;
        this.timers = timers;
    }

    void sleep(Duration duration) {
        Promise<@Nullable Void> timer = newTimer(duration);
        if (timer instanceof RunPromise<@Nullable Void> own) {
            own.getHere();
        } else {
            timer.get();
        }
    }

    Promise<@Nullable Void> newTimer(Duration duration) {
        RunExtensions extensions = context.extensions();
        return extensions.areIntercepting()
                ? extensions.call(RunInterceptor::timer, new TimerCall(duration), call -> startTimer(call.duration()))
                : startTimer(duration);
    }

    private RunPromise<@Nullable Void> startTimer(Duration duration) {
        context.requireCommandsAllowed("newTimer");
        RunPromise<@Nullable Void> fired = new RunPromise<>(context);
        RunScope scope = context.scopes().current();
        if (duration.isNegative() || duration.isZero()) {
            fired.fulfil(null);
        } else if (scope.isCancelRequested()) {
            fired.fail(scope.failure());
        } else {
            TimerStarted timer = start(duration, fired);
            scope.onCancel(
                    () -> {
                        cancel(timer);
                        fired.fail(scope.failure());
                    },
                    fired);
        }
        return fired;
    }

    /** Blocks until the condition holds; cancellation has no say. */
    void blockUntil(BooleanSupplier condition, Supplier<String> subject) {
        context.requireCommandsAllowed("get");
        scheduler.current().block(condition, subject);
    }

    void await(BooleanSupplier ofCode) {
        context.requireCommandsAllowed("await");
        BooleanSupplier condition = context.extensions().withoutContext(ofCode);
        RunScope scope = context.scopes().current();
        if (holds(condition)) {
            return;
        }
        scope.throwIfCanceled();
        scheduler.current().block(() -> scope.isCancelRequested() || condition.getAsBoolean(), () -> A_CONDITION);
        if (scope.isCancelRequested() && !holds(condition)) {
            throw scope.failure();
        }
    }

    boolean await(Duration timeout, BooleanSupplier condition) {
        return await(timeout, context.extensions().withoutContext(condition), () -> A_CONDITION);
    }

    boolean await(Duration timeout, BooleanSupplier condition, Supplier<String> subject) {
        context.requireCommandsAllowed("await");
        if (holds(condition)) {
            return true;
        }
        RunScope scope = context.scopes().current();
        scope.throwIfCanceled();
        if (timeout.isNegative() || timeout.isZero()) {
            return false;
        }
        RunPromise<@Nullable Void> fired = new RunPromise<>(context);
        TimerStarted timer = start(timeout, fired);
        scheduler
                .current()
                .block(
                        () -> fired.isDone() || scope.isCancelRequested() || condition.getAsBoolean(),
                        () -> subject.get() + ", or " + fired.subject());
        boolean holds = holds(condition);
        if (!fired.isDone()) {
            cancel(timer);
        }
        if (!holds) {
            scope.throwIfCanceled();
        }
        return holds;
    }

    private boolean holds(BooleanSupplier condition) {
        return scheduler.<Boolean>readOnly(condition::getAsBoolean);
    }

    private TimerStarted start(Duration duration, RunPromise<@Nullable Void> fired) {
        TimerStarted started = context.record(eventId -> new TimerStarted(eventId, context.now(), duration));
        timers.add(started, fired);
        return started;
    }

    private void cancel(TimerStarted timer) {
        context.record(eventId -> new TimerCanceled(eventId, context.now(), timer.eventId()));
        timers.cancel(timer.eventId());
    }
}
