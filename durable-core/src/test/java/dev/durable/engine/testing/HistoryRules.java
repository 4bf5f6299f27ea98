package dev.durable.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.history.EventText;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.WorkflowExecutionStarted;
import dev.durable.history.WorkflowExecutionUpdateAccepted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What is true of every history, whatever happened. */
public final class HistoryRules {

    private static final Set<EventType> OPENING = Set.of(
            EventType.ActivityTaskScheduled,
            EventType.TimerStarted,
            EventType.StartChildWorkflowExecutionInitiated,
            EventType.SignalExternalWorkflowExecutionInitiated,
            EventType.RequestCancelExternalWorkflowExecutionInitiated,
            EventType.WorkflowExecutionUpdateAccepted);

    private HistoryRules() {}

    /** Checks that the history is whole and consistent in itself. */
    public static void verify(List<? extends HistoryEvent> history, boolean closed) {
        Supplier<String> text = () -> String.join("\n", EventText.of(history));
        assertThat(history.get(0).type()).as(text).isEqualTo(EventType.WorkflowExecutionStarted);
        for (int i = 0; i < history.size(); i++) {
            HistoryEvent event = history.get(i);
            assertThat(event.eventId()).as(text).isEqualTo(i + 1);
            if (i > 0) {
                assertThat(event.time())
                        .as(text)
                        .isAfterOrEqualTo(history.get(i - 1).time());
                assertThat(event.type()).as(text).isNotEqualTo(EventType.WorkflowExecutionStarted);
            }
            boolean closing = event.closesRun();
            assertThat(closing).as(text).isEqualTo(closed && i == history.size() - 1);
        }
        verifyOutcomes(history, text);
        assertThat(history.stream()
                        .filter(WorkflowExecutionUpdateAccepted.class::isInstance)
                        .map(event -> ((WorkflowExecutionUpdateAccepted) event).updateId()))
                .as(text)
                .doesNotHaveDuplicates();
    }

    private static boolean waits(HistoryEvent event) {
        return event instanceof WorkflowExecutionStarted started
                && !started.options().startDelay().isZero();
    }

    private static void verifyOutcomes(List<? extends HistoryEvent> history, Supplier<String> text) {
        Set<Integer> pending = new HashSet<>();
        for (HistoryEvent event : history) {
            if (OPENING.contains(event.type()) || waits(event)) {
                pending.add(event.eventId());
            } else if (event.endsEventId() > 0) {
                assertThat(pending.remove(event.endsEventId()))
                        .as(() -> "event " + event.eventId() + " ends something that is pending\n" + text.get())
                        .isTrue();
            }
        }
    }
}
