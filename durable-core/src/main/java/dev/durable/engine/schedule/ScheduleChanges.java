package dev.durable.engine.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleNotFoundException;
import dev.durable.store.StoreTransaction;
import dev.durable.store.StoreTransaction.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes schedules, in the caller's transaction if there is one. Whatever is changed makes the schedule due at once: whoever looks at it
 * next finds out what that means. Thread-safe.
 */
final class ScheduleChanges {

    private static final int MOST_TRIES = 20;

    private final ScheduleServices services;

    ScheduleChanges(ScheduleServices services) {
        this.services = services;
    }

    /** Adds a schedule; false if there is one of the id. */
    boolean create(String scheduleId, Schedule schedule) {
        Optional<StoreTransaction> transaction = transaction();
        Instant now = services.time().now();
        boolean created = services.store()
                .createSchedule(
                        LoadedSchedule.created(scheduleId, schedule, now).toRow(now));
        if (created) {
            announce(transaction);
        }
        return created;
    }

    /** Changes a schedule; the change is made again if somebody else was faster. */
    void change(String scheduleId, UnaryOperator<LoadedSchedule> change) {
        Optional<StoreTransaction> transaction = transaction();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            LoadedSchedule present = find(scheduleId);
            LoadedSchedule changed = change.apply(present);
            if (changed.equals(present)) {
                return;
            }
            if (services.store().replaceSchedule(changed.toRow(services.time().now()))) {
                announce(transaction);
                return;
            }
        }
        throw new DurableException(
                ErrorCode.SCHEDULE_CHANGED, "Schedule '" + scheduleId + "' was changed by others again and again.");
    }

    void delete(String scheduleId) {
        transaction();
        if (!services.store().deleteSchedule(scheduleId)) {
            throw new ScheduleNotFoundException(scheduleId);
        }
    }

    LoadedSchedule find(String scheduleId) {
        return lookUp(scheduleId).orElseThrow(() -> new ScheduleNotFoundException(scheduleId));
    }

    Optional<LoadedSchedule> lookUp(String scheduleId) {
        return services.store().findSchedule(scheduleId).map(LoadedSchedule::of);
    }

    Instant now() {
        return services.time().now();
    }

    /** Asked for before anything is stored: it refuses a transaction that cannot be joined. */
    private Optional<StoreTransaction> transaction() {
        return services.store().currentTransaction();
    }

    private void announce(Optional<StoreTransaction> transaction) {
        if (transaction.isPresent()) {
            transaction.get().afterCompletion(outcome -> {
                if (outcome != Outcome.ROLLED_BACK) {
                    services.onChange().run();
                }
            });
        } else {
            services.onChange().run();
        }
    }
}
