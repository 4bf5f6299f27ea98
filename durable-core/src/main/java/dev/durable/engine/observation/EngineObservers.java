package dev.durable.engine.observation;

import dev.durable.activity.ActivityInfo;
import dev.durable.context.Header;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several observers, told in their order. What fails in one of them harms neither the others nor the engine. */
public final class EngineObservers implements EngineObserver {

    private static final Logger logger = LoggerFactory.getLogger(EngineObservers.class);

    private final List<EngineObserver> observers;

    private EngineObservers(List<EngineObserver> observers) {
        this.observers = List.copyOf(observers);
    }

    /** One observer that tells all of them. */
    public static EngineObserver of(List<EngineObserver> observers) {
        return observers.isEmpty() ? NONE : new EngineObservers(observers);
    }

    @Override
    public void committed(int turns, Duration latency) {
        tell(observer -> observer.committed(turns, latency));
    }

    @Override
    public void turnCommitted(String workflowType, Duration latency) {
        tell(observer -> observer.turnCommitted(workflowType, latency));
    }

    @Override
    public void workflowStarted(String workflowType) {
        tell(observer -> observer.workflowStarted(workflowType));
    }

    @Override
    public void workflowClosed(ClosedRun run) {
        tell(observer -> observer.workflowClosed(run));
    }

    @Override
    public void replayed(String workflowType, int events, Duration duration) {
        tell(observer -> observer.replayed(workflowType, events, duration));
    }

    @Override
    public void codeFailed(String workflowType, @Nullable ErrorCode code) {
        tell(observer -> observer.codeFailed(workflowType, code));
    }

    @Override
    public void passivated(String workflowType) {
        tell(observer -> observer.passivated(workflowType));
    }

    /** Those that are told of the end are told in the opposite order, as what they have in force on the thread is nested. */
    @Override
    public AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
        AttemptWatch all = AttemptWatch.NONE;
        for (EngineObserver observer : observers) {
            try {
                all = before(observer.attemptBegins(attempt, header), all);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
        return all;
    }

    private static AttemptWatch before(AttemptWatch inner, AttemptWatch outer) {
        return inner == AttemptWatch.NONE
                ? outer
                : (outcome, failure) -> {
                    try {
                        inner.ended(outcome, failure);
                    } catch (RuntimeException | Error e) {
                        failed(e);
                    }
                    outer.ended(outcome, failure);
                };
    }

    private void tell(Consumer<EngineObserver> call) {
        for (EngineObserver observer : observers) {
            try {
                call.accept(observer);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    private static void failed(Throwable failure) {
        logger.debug("An observer of the engine failed", failure);
    }
}
