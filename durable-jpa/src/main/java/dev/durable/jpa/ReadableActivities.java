package dev.durable.jpa;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.store.ActivityClaim;
import dev.durable.store.ActivityTaskState;
import dev.durable.store.ClaimedActivity;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a claimant has to know of activities, one by one: what cannot be read, because it is damaged or was written by code that this node does not
 * have, is reported once and must not hinder others. Thread-safe.
 */
final class ReadableActivities {

    private static final Logger log = LoggerFactory.getLogger(ReadableActivities.class);

    private final RowCodec codec;
    private final Set<ActivityTaskRow.Key> reported = ConcurrentHashMap.newKeySet();

    ReadableActivities(RowCodec codec) {
        this.codec = codec;
    }

    /** The activity, held by its claimant; empty if it cannot be read. */
    Optional<ClaimedActivity> read(StatelessSession session, ActivityTaskRow row) {
        RunRow run = session.get(RunRow.class, row.key.runId());
        EventRow event = session.get(EventRow.class, new EventRow.Key(row.key.runId(), row.key.scheduledEventId()));
        if (run == null) {
            return Optional.empty();
        }
        try {
            ActivityTaskScheduled scheduled = scheduled(event == null ? null : codec.fromRow(event));
            ActivityTaskState state = codec.fromRow(row);
            return Optional.of(new ClaimedActivity(
                    claim(row), run.workflowId, run.workflowType, scheduled, state, row.cancelRequested));
        } catch (RuntimeException e) {
            report(row, run, e);
            return Optional.empty();
        }
    }

    private static ActivityTaskScheduled scheduled(@Nullable HistoryEvent event) {
        if (event instanceof ActivityTaskScheduled scheduled) {
            return scheduled;
        }
        throw new IllegalStateException("The history has no event that schedules it");
    }

    private void report(ActivityTaskRow row, RunRow run, RuntimeException cause) {
        if (reported.add(row.key)) {
            DurableException unreadable = new DurableException(
                    ErrorCode.ACTIVITY_UNREADABLE,
                    "Attempt " + row.attempt + " of the activity of event " + row.key.scheduledEventId()
                            + " of workflow '" + run.workflowId + "' (run " + run.runId
                            + ") cannot be read here and is set aside.",
                    cause);
            log.error("{}", unreadable.getMessage(), unreadable);
        }
    }

    static ActivityClaim claim(ActivityTaskRow row) {
        return new ActivityClaim(
                Objects.requireNonNull(row.claimant), row.key.runId(), row.key.scheduledEventId(), row.attempt);
    }
}
