package dev.durable.engine.observation;

import dev.durable.failure.ErrorCode;
import dev.durable.history.EventType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An observer whose failures harm nobody. */
public final class GuardedObserver implements EngineObserver {

    private static final Logger logger = LoggerFactory.getLogger(GuardedObserver.class);

    private final EngineObserver observer;

    /** Guards the observer. */
    public GuardedObserver(EngineObserver observer) {
        this.observer = observer;
    }

    @Override
    public void committed(int turns, Duration latency) {
        tell(() -> observer.committed(turns, latency));
    }

    @Override
    public void turnCommitted(String workflowType, Duration latency) {
        tell(() -> observer.turnCommitted(workflowType, latency));
    }

    @Override
    public void workflowStarted(String workflowType) {
        tell(() -> observer.workflowStarted(workflowType));
    }

    @Override
    public void workflowClosed(String workflowType, EventType closing, Duration duration) {
        tell(() -> observer.workflowClosed(workflowType, closing, duration));
    }

    @Override
    public void replayed(String workflowType, int events, Duration duration) {
        tell(() -> observer.replayed(workflowType, events, duration));
    }

    @Override
    public void codeFailed(String workflowType, @Nullable ErrorCode code) {
        tell(() -> observer.codeFailed(workflowType, code));
    }

    @Override
    public void passivated(String workflowType) {
        tell(() -> observer.passivated(workflowType));
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            logger.debug("An observer of the engine failed", e);
        }
    }
}
