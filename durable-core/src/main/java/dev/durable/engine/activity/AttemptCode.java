package dev.durable.engine.activity;

import dev.durable.context.Header;
import dev.durable.engine.observation.AttemptWatch;
import dev.durable.engine.observation.EngineObserver;
import dev.durable.engine.time.TimeSource;
import dev.durable.payload.PayloadConverter;
import org.jspecify.annotations.Nullable;

/** The code of attempts, and what surrounds it on its thread. Thread-safe. */
final class AttemptCode {

    private final AttemptCall call;
    private final EngineObserver observer;
    private final PayloadConverter payloads;
    private final AttemptProgress progress;
    private final TimeSource time;
    private final ThreadBoundActivityContext context;

    AttemptCode(ActivityEnvironment environment, AttemptProgress progress, ThreadBoundActivityContext context) {
        this.call = new AttemptCall(
                environment.definitions(), environment.payloads(), environment.failures(), environment.extensions());
        this.observer = environment.extensions().observer();
        this.payloads = environment.payloads();
        this.progress = progress;
        this.time = environment.time();
        this.context = context;
    }

    /** Tells the observer that an attempt begins. Who is returned is to be told of its end, on this thread. */
    AttemptWatch watch(Attempt attempt) {
        return observer == EngineObserver.NONE
                ? AttemptWatch.NONE
                : observer.attemptBegins(
                        attempt.info(), Header.of(attempt.task().scheduled().header(), payloads));
    }

    /** Calls the code. Null if the attempt was given up before. */
    @SuppressWarnings("try") // the scope is entered and left; nothing is asked of it
    @Nullable
    AttemptResult call(Attempt attempt) {
        if (!attempt.thread().enter()) {
            return null;
        }
        try (AttemptScope scope = new AttemptScope(new RunningAttempt(attempt, progress, time), context)) {
            return call.make(attempt);
        } finally {
            attempt.thread().leave();
        }
    }
}
