package dev.durable.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityInfo;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionReset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The effects of transactional activities, which are there if, and only if, their activity has completed with the attempt that has had them. */
final class Bookings {

    private static final int MOST_ATTEMPTS = 6;

    private Bookings() {}

    /** The workflow whose start is the effect of an attempt. */
    static String idOf(ActivityInfo info) {
        return idOf(info.runId(), info.scheduledEventId(), info.attempt());
    }

    private static String idOf(UUID runId, int scheduledEventId, int attempt) {
        return "booking-" + runId + "-" + scheduledEventId + "-" + attempt;
    }

    /**
     * Checks those of all runs.
     *
     * @param workflowIds of all workflows that were started
     */
    static void verify(Map<UUID, List<HistoryEvent>> histories, Set<String> workflowIds) {
        histories.forEach((runId, history) -> {
            int takenOver = history.stream()
                    .filter(WorkflowExecutionReset.class::isInstance)
                    .mapToInt(HistoryEvent::eventId)
                    .max()
                    .orElse(0);
            history.stream()
                    .filter(event -> event instanceof ActivityTaskScheduled scheduled
                            && scheduled.activityType().startsWith("SimulatedBookings"))
                    .mapToInt(HistoryEvent::eventId)
                    .forEach(scheduled -> verify(runId, history, takenOver, scheduled, workflowIds));
        });
    }

    private static void verify(
            UUID runId, List<HistoryEvent> history, int takenOver, int scheduled, Set<String> workflowIds) {
        List<Integer> effects = IntStream.rangeClosed(1, MOST_ATTEMPTS)
                .filter(attempt -> workflowIds.contains(idOf(runId, scheduled, attempt)))
                .boxed()
                .toList();
        HistoryEvent end = history.stream()
                .filter(event -> event.endsEventId() == scheduled)
                .findFirst()
                .orElse(null);
        if (end == null) {
            // the run has closed meanwhile; the transaction may have committed before that
            assertThat(effects)
                    .as("effects of event %d of %s", scheduled, runId)
                    .hasSizeLessThanOrEqualTo(1);
        } else if (end.eventId() > takenOver) {
            assertThat(effects)
                    .as("effects of event %d of %s, which ended with %s", scheduled, runId, end)
                    .isEqualTo(
                            end instanceof ActivityTaskCompleted completed ? List.of(completed.attempt()) : List.of());
        }
    }
}
