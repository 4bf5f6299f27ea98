package dev.durable.engine.activity;

import dev.durable.activity.ActivityContext;
import dev.durable.activity.ActivityInfo;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.Payload;
import dev.durable.payload.PayloadConverter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What activities inject: stands for the attempt of the calling thread, whichever executor runs it. Thread-safe: each thread sees
 * only its own attempt.
 */
public final class ThreadBoundActivityContext implements ActivityContext {

    private final ThreadLocal<@Nullable Attempt> current = new ThreadLocal<>();
    private final PayloadConverter payloads;
    private final TimeSource time;

    /** A context for the executors of one engine. */
    public ThreadBoundActivityContext(PayloadConverter payloads, TimeSource time) {
        this.payloads = payloads;
        this.time = time;
    }

    /** Whether the calling thread is in an activity's code. */
    public boolean isBound() {
        return current.get() != null;
    }

    /**
     * Binds the attempt to the calling thread.
     *
     * @return the attempt that was bound before, if attempts are nested on one thread
     */
    @Nullable
    Attempt bind(Attempt attempt) {
        @Nullable Attempt before = current.get();
        current.set(attempt);
        return before;
    }

    /** Takes back {@link #bind}. */
    void unbind(@Nullable Attempt before) {
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }

    @Override
    public ActivityInfo info() {
        return attempt().info();
    }

    @Override
    public void heartbeat(@Nullable Object details) {
        Attempt attempt = attempt();
        attempt.thread().requireWanted();
        @Nullable Payload progress = details == null ? null : payloads.toPayload(details);
        attempt.signOfLife(time.now(), progress);
    }

    @Override
    public <T> Optional<T> lastHeartbeatDetails(Class<T> type) {
        @Nullable Payload details = attempt().task().heartbeat();
        return details == null ? Optional.empty() : Optional.ofNullable(type.cast(payloads.fromPayload(details, type)));
    }

    @Override
    public boolean isActive() {
        return !attempt().thread().isGivenUp();
    }

    private Attempt attempt() {
        @Nullable Attempt attempt = current.get();
        if (attempt == null) {
            throw new IllegalStateException("No activity runs on thread \""
                    + Thread.currentThread().getName()
                    + "\": use ActivityContext only on the thread that the activity method was called on");
        }
        return attempt;
    }
}
