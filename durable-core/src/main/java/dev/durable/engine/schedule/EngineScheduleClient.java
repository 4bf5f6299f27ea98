package dev.durable.engine.schedule;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import dev.durable.schedule.Schedule;
import dev.durable.schedule.ScheduleAction;
import dev.durable.schedule.ScheduleAlreadyExistsException;
import dev.durable.schedule.ScheduleClient;
import dev.durable.schedule.ScheduleFilter;
import dev.durable.schedule.ScheduleHandle;
import dev.durable.schedule.SchedulePage;
import dev.durable.schedule.ScheduledStart;
import dev.durable.store.StoredSchedule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The client of schedules over the store. */
public final class EngineScheduleClient implements ScheduleClient {

    private final ScheduleServices services;
    private final RecordedActions actions;
    private final ScheduleChanges changes;
    private final ScheduleDescriptions descriptions;

    /** A client over the services. */
    public EngineScheduleClient(ScheduleServices services) {
        this.services = services;
        this.actions = new RecordedActions(services);
        this.changes = new ScheduleChanges(services);
        this.descriptions = new ScheduleDescriptions(services);
    }

    @Override
    public <W> ScheduleAction action(Class<W> type, Consumer<W> call) {
        return actions.of(type, call);
    }

    @Override
    public <W> ScheduleAction action(Class<W> type, BiConsumer<W, ScheduledStart> call) {
        return actions.of(type, call);
    }

    @Override
    public ScheduleAction action(String workflowType, @Nullable Object... arguments) {
        return actions.of(workflowType, arguments);
    }

    @Override
    public ScheduleHandle create(String scheduleId, Schedule schedule) {
        requireValidId(scheduleId);
        if (!changes.create(scheduleId, schedule)) {
            throw new ScheduleAlreadyExistsException(scheduleId);
        }
        return schedule(scheduleId);
    }

    /** Creates what is declared and not there, and changes what is there and declared otherwise; several nodes may do so at once. */
    public void keep(List<DeclaredSchedule> declared) {
        for (DeclaredSchedule schedule : declared) {
            String id = schedule.scheduleId();
            Optional<Schedule> present = changes.lookUp(id).map(LoadedSchedule::schedule);
            boolean isKept = present.map(schedule::isKeptBy).orElseGet(() -> changes.create(id, schedule.created()));
            if (!isKept) {
                schedule(id).update(schedule::changed);
            }
        }
    }

    /** Reads what {@link #keep} reads again, which takes long only when it is the first that is read at all. */
    public void lookAt(List<DeclaredSchedule> declared) {
        declared.forEach(schedule ->
                changes.lookUp(schedule.scheduleId()).ifPresent(stored -> schedule.isKeptBy(stored.schedule())));
    }

    @Override
    public ScheduleHandle schedule(String scheduleId) {
        return new EngineScheduleHandle(scheduleId, changes, descriptions);
    }

    @Override
    public SchedulePage list(ScheduleFilter filter) {
        String prefix = filter.idPrefix();
        String cursor = filter.cursor();
        List<StoredSchedule> rows = services.store()
                .listSchedules(
                        prefix == null ? "" : prefix, cursor == null ? null : decode(cursor), filter.pageSize() + 1);
        boolean last = rows.size() <= filter.pageSize();
        List<StoredSchedule> page = last ? rows : rows.subList(0, filter.pageSize());
        Instant now = services.time().now();
        return new SchedulePage(
                page.stream()
                        .map(row -> ScheduleDescriptions.summary(LoadedSchedule.of(row), now))
                        .toList(),
                last ? null : encode(page.get(page.size() - 1).scheduleId()));
    }

    private static String encode(String lastId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastId.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new DurableException(
                    ErrorCode.FILTER_ILLEGAL, "The cursor '" + cursor + "' does not come from a page of schedules.", e);
        }
    }

    private static void requireValidId(String scheduleId) {
        if (scheduleId.isBlank() || scheduleId.length() > ScheduleAction.LONGEST_ID) {
            throw new DurableException(
                    ErrorCode.SCHEDULE_ILLEGAL,
                    "A schedule id must have 1 to " + ScheduleAction.LONGEST_ID + " characters but has "
                            + scheduleId.length() + ".");
        }
    }
}
