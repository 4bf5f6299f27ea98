package dev.durable.engine.activity;

import dev.durable.client.FailedAttempt;
import dev.durable.history.InboundEvent;
import dev.durable.store.ActivityTaskState;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the activity side reports to. Methods may be called on any thread, are quick and do not block: they post to the run's
 * mailbox.
 */
public interface ActivityOutcomes {

    /**
     * The activity has ended for good.
     *
     * @param outcome {@code ActivityTaskCompleted}, {@code …Failed}, {@code …TimedOut} or {@code …Canceled}, with event id 0
     */
    void ended(UUID runId, InboundEvent outcome);

    /**
     * A local activity has ended for good.
     *
     * @param execution which execution it was
     * @param outcome {@code LocalActivityTaskCompleted} or {@code …Failed}, with event id 0
     */
    void localEnded(UUID runId, int execution, InboundEvent outcome);

    /**
     * Another attempt is to be made. The receiver stores the attempt first and then hands it to
     * {@link ActivityExecutor#submit}.
     *
     * @param next the attempt to be made
     * @param failed what went wrong in the attempt before, to be shown; null if the attempt is only made durable
     */
    void nextAttempt(UUID runId, ActivityTask next, @Nullable FailedAttempt failed);

    /**
     * The result of an attempt was stored as a message of its run, together with what the attempt has written; or others have decided about
     * the attempt meanwhile.
     */
    void resultStored(UUID runId, int scheduledEventId, int attempt);

    /**
     * What is known of an attempt that is under way is to be stored.
     *
     * @return completes when it is; fails if the run is not here any more or does not want the attempt any more
     */
    CompletableFuture<Void> underWay(UUID runId, ActivityTaskState state);

    /** An attempt has not begun here, where too many wait; the receiver stores it for whichever node claims it. */
    default void withdrawn(UUID runId, ActivityTask unbegun) {}

    /** The code of an attempt has ended whose result comes from outside. */
    default void handedOver(UUID runId, int scheduledEventId) {}
}
