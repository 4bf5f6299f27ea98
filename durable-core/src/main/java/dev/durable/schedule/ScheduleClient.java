package dev.durable.schedule;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps schedules. Thread-safe; inject it wherever you need it, but never call it from workflow code. Calls within a transaction on the
 * engine's {@code DataSource} take part in it.
 *
 * <pre>{@code
 * schedules.create(
 *         "nightly-reconciliation",
 *         Schedule.of(
 *                 ScheduleSpec.cron("0 3 * * *").withZone(ZoneId.of("Europe/Berlin")),
 *                 schedules.action(ReconciliationWorkflow.class, w -> w.reconcile("eu"))));
 * }</pre>
 *
 * <p>A schedule starts its workflows under ids of their own, {@code nightly-reconciliation-2026-11-22T02:00:00Z}. Each action is taken
 * once, by whatever node is first.
 */
public interface ScheduleClient {

    /**
     * What starts a workflow, for use in a {@link Schedule}. The lambda is applied to a stand-in that only takes down the arguments; it
     * must call the workflow method, once. They are encoded now, and are the same at each start.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     */
    <W> ScheduleAction action(Class<W> type, Consumer<W> call);

    /**
     * What starts a workflow that wants to know for which time: {@code action(Report.class, (w, start) -> w.run("eu", start))}.
     *
     * @param type class or interface annotated with {@link dev.durable.annotation.Workflow}
     * @param call passes on the {@link ScheduledStart} that it is given as one of the arguments; it stands for the real one
     */
    <W> ScheduleAction action(Class<W> type, BiConsumer<W, ScheduledStart> call);

    /** What starts a workflow by the name of its type, for callers that do not have its class. */
    ScheduleAction action(String workflowType, @Nullable Object... arguments);

    /**
     * Creates a schedule. Its first time is the next one from now on.
     *
     * @param scheduleId 1 to 220 characters
     * @throws ScheduleAlreadyExistsException if there is one of that id
     */
    ScheduleHandle create(String scheduleId, Schedule schedule);

    /** A schedule that was created before. Nothing is looked up until it is used. */
    ScheduleHandle schedule(String scheduleId);

    /** One page of schedules, by id. */
    SchedulePage list(ScheduleFilter filter);
}
