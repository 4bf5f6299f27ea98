package dev.durable.engine.histories;

import dev.durable.history.ActivityTaskScheduled;
import dev.durable.history.CommandEvent;
import dev.durable.history.TimerStarted;
import dev.durable.history.WorkflowExecutionCompleted;
import dev.durable.payload.Payload;
import java.time.Duration;
import java.util.List;

/** What other code would have asked for where a command was recorded. */
final class OtherCommand {

    private static final Duration OTHER_DURATION = Duration.ofSeconds(12_345);
    private static final Payload OTHER_VALUE = Payload.json("\"another value\"");

    private OtherCommand() {}

    /** A command of another kind, and one of the same kind with another value where there is one. */
    static List<CommandEvent> insteadOf(CommandEvent command) {
        TimerStarted timer = new TimerStarted(command.eventId(), command.time(), OTHER_DURATION);
        if (command instanceof ActivityTaskScheduled scheduled) {
            return List.of(timer, activity(scheduled, scheduled.activityType()), activity(scheduled, "Other.activity"));
        }
        if (command instanceof WorkflowExecutionCompleted) {
            return List.of(new WorkflowExecutionCompleted(command.eventId(), command.time(), OTHER_VALUE));
        }
        return List.of(timer);
    }

    private static ActivityTaskScheduled activity(ActivityTaskScheduled scheduled, String activityType) {
        return new ActivityTaskScheduled(
                scheduled.eventId(),
                scheduled.time(),
                activityType,
                scheduled.taskQueue(),
                List.of(OTHER_VALUE),
                scheduled.timeouts(),
                scheduled.retryPolicy());
    }
}
