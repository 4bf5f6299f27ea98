package dev.durable.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskFailed;
import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.CommandEvent;
import dev.durable.history.EventType;
import dev.durable.history.HistoryEvent;
import dev.durable.history.TimerCanceled;
import dev.durable.history.TimerFired;
import dev.durable.history.TimerStarted;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is true of every history, whatever happened. */
public final class HistoryRules {

    private HistoryRules() {}

    /** Checks that the history is whole and consistent in itself. */
    public static void verify(List<? extends HistoryEvent> history, boolean closed) {
        String text = String.join("\n", EventText.of(history));
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
            boolean closing = event instanceof CommandEvent command && command.closesRun();
            assertThat(closing).as(text).isEqualTo(closed && i == history.size() - 1);
        }
        verifyOutcomes(history, text);
    }

    private static void verifyOutcomes(List<? extends HistoryEvent> history, String text) {
        Set<Integer> pending = new HashSet<>();
        for (HistoryEvent event : history) {
            if (event instanceof ActivityTaskScheduled || event instanceof TimerStarted) {
                pending.add(event.eventId());
            } else if (subjectOf(event) > 0) {
                assertThat(pending.remove(subjectOf(event)))
                        .as("event %d ends something that is pending\n%s", event.eventId(), text)
                        .isTrue();
            }
        }
    }

    private static int subjectOf(HistoryEvent event) {
        if (event instanceof ActivityTaskCompleted completed) {
            return completed.scheduledEventId();
        }
        if (event instanceof ActivityTaskFailed failed) {
            return failed.scheduledEventId();
        }
        if (event instanceof ActivityTaskTimedOut timedOut) {
            return timedOut.scheduledEventId();
        }
        if (event instanceof TimerFired fired) {
            return fired.startedEventId();
        }
        return event instanceof TimerCanceled canceled ? canceled.startedEventId() : 0;
    }
}
