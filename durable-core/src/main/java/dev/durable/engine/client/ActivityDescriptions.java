package dev.durable.engine.client;

import dev.durable.client.PendingActivity;
import dev.durable.client.PendingActivity.State;
import dev.durable.history.ActivityTaskCancelRequested;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.payload.FailureConverter;
import dev.durable.store.ActivityHeartbeat;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ActivityTaskState.Stage;
import dev.durable.store.StoredRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is known of pending activities: from the rows of their run, and from the run itself if that is here. Rows do not
 * tell whether a first attempt has begun.
 */
final class ActivityDescriptions {

    private final Instant now;
    private final Map<Integer, ActivityTaskState> states = new HashMap<>();
    private final Set<Integer> askedToStop;
    private final FailureConverter failures;

    private ActivityDescriptions(Instant now, Set<Integer> askedToStop, FailureConverter failures) {
        this.now = now;
        this.askedToStop = askedToStop;
        this.failures = failures;
    }

    /** Descriptions of activities of a run with that history. */
    static ActivityDescriptions of(StoredRun run, List<HistoryEvent> history, ClientServices services) {
        Set<Integer> askedToStop = history.stream()
                .filter(ActivityTaskCancelRequested.class::isInstance)
                .map(event -> ((ActivityTaskCancelRequested) event).scheduledEventId())
                .collect(Collectors.toSet());
        ActivityDescriptions descriptions = new ActivityDescriptions(
                services.time().now(), askedToStop, services.replay().failures());
        descriptions.add(services.store().activityTasks(run.runId()));
        services.node().runs().ifPresent(runs -> descriptions.add(runs.activityStates(run.runId())));
        return descriptions;
    }

    private void add(List<ActivityTaskState> known) {
        known.forEach(state -> states.merge(
                state.scheduledEventId(), state, (stored, here) -> here.attempt() < stored.attempt() ? stored : here));
    }

    PendingActivity describe(ActivityTaskScheduled scheduled) {
        ActivityTaskState known = states.getOrDefault(
                scheduled.eventId(), ActivityTaskState.waiting(scheduled.eventId(), 1, scheduled.time(), null, null));
        State state = state(known);
        @Nullable ActivityHeartbeat heartbeat = known.heartbeat();
        return new PendingActivity(
                scheduled.activityType(),
                scheduled.eventId(),
                scheduled.time(),
                scheduled.summary(),
                state,
                askedToStop.contains(scheduled.eventId()),
                known.attempt(),
                hasBegun(known.stage()) ? known.at() : null,
                state == State.BACKING_OFF ? known.at() : null,
                known.lastFailure() == null ? null : failures.readable(known.lastFailure()),
                heartbeat == null ? null : heartbeat.at(),
                heartbeat == null ? null : heartbeat.details());
    }

    private State state(ActivityTaskState known) {
        return switch (known.stage()) {
            case STARTED, CLAIMED, REPORTED -> State.STARTED;
            case OUTSIDE -> State.WAITING_FOR_COMPLETION;
            case WAITING, RELEASED, ROUTED -> known.at().isAfter(now) ? State.BACKING_OFF : State.SCHEDULED;
        };
    }

    private static boolean hasBegun(Stage stage) {
        return stage == Stage.STARTED || stage == Stage.OUTSIDE || stage == Stage.CLAIMED || stage == Stage.REPORTED;
    }
}
