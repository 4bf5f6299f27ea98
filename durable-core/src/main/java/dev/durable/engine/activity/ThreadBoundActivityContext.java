package dev.durable.engine.activity;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityInfo;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import dev.durable.payload.PayloadUse;
import dev.durable.store.ActivityHeartbeat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What activities inject: stands for the attempt of the calling thread, whichever executor runs it. Thread-safe: each thread sees
 * only its own attempt.
 */
public final class ThreadBoundActivityContext implements ActivityContext {

    private final ThreadLocal<@Nullable RunningAttempt> current = new ThreadLocal<>();
    private final PayloadConverter payloads;

    /** A context for the executors of one engine. */
    public ThreadBoundActivityContext(PayloadConverter payloads) {
        this.payloads = payloads;
    }

    /**
     * Binds the attempt to the calling thread.
     *
     * @return the attempt that was bound before, if attempts are nested on one thread
     */
    @Nullable
    RunningAttempt bind(RunningAttempt attempt) {
        @Nullable RunningAttempt before = current.get();
        current.set(attempt);
        return before;
    }

    /** Takes back {@link #bind}. */
    void unbind(@Nullable RunningAttempt before) {
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }

    @Override
    public ActivityInfo info() {
        return running().attempt().info();
    }

    @Override
    public void heartbeat(@Nullable Object details) {
        RunningAttempt running = running();
        running.heartbeat(details == null ? null : encode(running.attempt(), details));
    }

    private Payload encode(Attempt attempt, Object details) {
        return payloads.toPayload(
                details,
                details.getClass(),
                PayloadUse.part("heartbeat details", attempt.task().scheduled().activityType()));
    }

    @Override
    public <T> Optional<T> lastHeartbeatDetails(Class<T> type) {
        @Nullable ActivityHeartbeat last = running().attempt().task().heartbeat();
        return last == null
                ? Optional.empty()
                : Optional.ofNullable(type.cast(payloads.fromPayload(last.details(), type)));
    }

    @Override
    public boolean isActive() {
        return !running().attempt().thread().isGivenUp();
    }

    @Override
    public boolean isCancelRequested() {
        return running().attempt().thread().isToStop();
    }

    @Override
    public void throwIfCanceled() {
        running().attempt().thread().requireNotToStop();
    }

    @Override
    public void completeLater() {
        running().completeLater();
    }

    @Override
    public String taskToken() {
        return running().token().toString();
    }

    private RunningAttempt running() {
        @Nullable RunningAttempt running = current.get();
        if (running == null) {
            throw new IllegalStateException("No activity runs on thread \""
                    + Thread.currentThread().getName()
                    + "\": use ActivityContext only on the thread that the activity method was called on");
        }
        return running;
    }
}
