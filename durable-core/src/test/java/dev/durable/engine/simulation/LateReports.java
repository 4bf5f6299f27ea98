package dev.durable.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durable.activity.ActivityInfo;
import dev.durable.client.ActivityCompletionClient;
import dev.durable.history.ActivityTaskCanceled;
import dev.durable.history.ActivityTaskCompleted;
import dev.durable.history.ActivityTaskTimedOut;
import dev.durable.history.HistoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Somebody outside who tells the end of attempts, by their tokens, on some node; sometimes when the attempt is over. A report that was accepted must count. */
final class LateReports {

    private static final int LONGEST = 4_500_000;

    private final Random random;
    private final Calls calls;
    private final List<Report> accepted = new ArrayList<>();

    LateReports(Random random, Calls calls) {
        this.random = random;
        this.calls = calls;
    }

    /**
     * An attempt has been left to whoever has the token.
     *
     * @param failure what it will fail with, or null if it will not
     */
    void plan(ActivityInfo info, String token, RuntimeException failure) {
        boolean again = random.nextInt(4) > 0;
        calls.planOnEngine(random.nextInt(LONGEST), again, "report " + info.scheduledEventId(), engine -> {
            ActivityCompletionClient reports = engine.activityCompletionClient();
            if (failure == null) {
                reports.complete(token, "done later");
            } else {
                reports.fail(token, failure);
            }
            accepted.add(new Report(info, failure == null));
        });
    }

    /** Checks that all that was accepted is what the activity has come to, if it has come to anything, or is behind it. */
    void verify(Map<UUID, List<HistoryEvent>> histories) {
        accepted.forEach(report -> histories.get(report.attempt().runId()).stream()
                .filter(event -> event.endsEventId() == report.attempt().scheduledEventId())
                // a workflow need not wait for what it has asked to stop
                .filter(end -> !(end instanceof ActivityTaskCanceled))
                // the last attempt may run out of time before its owner has seen what was accepted on another node
                .filter(end -> !(end instanceof ActivityTaskTimedOut))
                .forEach(end -> verify(report, end)));
    }

    private static void verify(Report report, HistoryEvent end) {
        if (report.completes()) {
            // of two attempts both may have been reported as completed, the one before the other one began
            assertThat(end)
                    .as("end of what was reported as completed: %s", report)
                    .isInstanceOf(ActivityTaskCompleted.class);
        } else if (end instanceof ActivityTaskCompleted completed) {
            assertThat(completed.attempt())
                    .as("attempt that has completed, after the report of a failure: %s", report)
                    .isNotEqualTo(report.attempt().attempt());
        }
    }

    private record Report(ActivityInfo attempt, boolean completes) {}
}
