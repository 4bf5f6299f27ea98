package dev.durable.engine.observation;

import dev.durable.activity.ActivityInfo;
import dev.durable.context.Header;
import dev.durable.failure.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Learns what an engine does, to count and time it. Called on the engine's threads and on those of callers, outside of its locks, so it must be quick, must not block and
 * must be thread-safe; what it throws is logged and otherwise ignored. Each method does nothing unless it is overridden. What
 * happened before a crash, and was not told, is not told later.
 */
public interface EngineObserver {

    /** Does nothing. */
    EngineObserver NONE = new EngineObserver() {};

    /**
     * Turns were committed together.
     *
     * @param turns how many
     * @param latency how long the database took
     */
    default void committed(int turns, Duration latency) {}

    /**
     * A turn of a run was committed.
     *
     * @param latency from when it was handed in for its commit
     */
    default void turnCommitted(String workflowType, Duration latency) {}

    /**
     * This node has stored the start of a run, and that is committed: asked for by a client, in a transaction or not, by a parent or a schedule, or
     * to take the place of a run that was continued, repeated or reset. Wherever the run is executed, it is told once and here, on the thread of
     * whoever learns of the commit.
     */
    default void workflowStarted(String workflowType) {}

    /** A run has closed on this node. Called once that is committed, and before anybody who waits for it learns of it. */
    default void workflowClosed(ClosedRun run) {}

    /**
     * The code of a run came back to memory by replay.
     *
     * @param events how many events were replayed
     */
    default void replayed(String workflowType, int events, Duration duration) {}

    /**
     * The code of a run failed, or does not fit its history; it will be tried again.
     *
     * @param code what is wrong, or null if that has no code
     */
    default void codeFailed(String workflowType, @Nullable ErrorCode code) {}

    /** A run has left memory because it had nothing to do. */
    default void passivated(String workflowType) {}

    /**
     * An attempt of an activity begins, a local one or not, on the calling thread; its transaction, if it has one, begins later and ends
     * before it does. An attempt that a crash cuts off never ends here.
     *
     * @param header what came with the call of the activity
     * @return who learns of its end
     */
    default AttemptWatch attemptBegins(ActivityInfo attempt, Header header) {
        return AttemptWatch.NONE;
    }
}
