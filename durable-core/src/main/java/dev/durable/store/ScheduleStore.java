package dev.durable.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps schedules. A row is replaced as a whole, under the condition that it still has the version that was read. Creating, finding,
 * listing, replacing and deleting take part in the caller's transaction if there is one; the rest never does.
 */
public interface ScheduleStore {

    /**
     * Adds a schedule, with the version that it has. One that is created anew after it was deleted should begin with another version than before, so
     * that whoever has read the former one does not replace it.
     *
     * @return false if there is one with the id already
     */
    boolean createSchedule(StoredSchedule schedule);

    /** A schedule by its id. */
    Optional<StoredSchedule> findSchedule(String scheduleId);

    /**
     * Schedules in the order of their ids, character by character.
     *
     * @param idPrefix what their ids begin with; empty for all
     * @param afterId only those after this one, or null
     */
    List<StoredSchedule> listSchedules(String idPrefix, @Nullable String afterId, int limit);

    /**
     * Replaces a row that still has the given version, and raises the version.
     *
     * @return false if it has another version, or is not there any more
     */
    boolean replaceSchedule(StoredSchedule schedule);

    /**
     * Replaces a row as {@link #replaceSchedule} does and starts runs, in one transaction of its own: all or nothing.
     *
     * @param starts turns with a {@linkplain TurnWrite#newRun() new run}
     * @return false if the row has another version, or is not there any more
     * @throws StoreConflictException {@link StoreConflictException.Kind#WORKFLOW_ID_TAKEN} if one of the workflow ids is in use
     */
    boolean commitSchedule(StoredSchedule schedule, List<TurnWrite> starts);

    /**
     * Removes a schedule.
     *
     * @return false if there is none
     */
    boolean deleteSchedule(String scheduleId);

    /** When the next schedule has to be looked at; empty if none has to. */
    Optional<Instant> earliestScheduleWakeUp();

    /**
     * Takes schedules that are due: each is put off, so that for a while nobody else takes it. That is a courtesy and no lock; the
     * version decides. Those that another node is taking at the same time are passed over.
     *
     * @param now the time until which schedules are due
     * @param until when they are due again if nothing comes of it
     */
    List<StoredSchedule> claimDueSchedules(Instant now, Instant until, int limit);
}
