package dev.durable.docs.guide;

import dev.durable.activity.ActivityContext;
import dev.durable.annotation.Activity;
import dev.durable.annotation.Retry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

// region heartbeat
@Component
@Activity(startToCloseTimeout = "1h", heartbeatTimeout = "30s", retry = @Retry(initialInterval = "100ms"))
public class ImportActivities {

    private final ActivityContext activity;
    // endregion
    private final List<String> stored = new CopyOnWriteArrayList<>();
    private boolean interrupted;
    // region heartbeat

    ImportActivities(ActivityContext activity) {
        this.activity = activity;
    }

    public int importLines(List<String> lines) {
        int next = activity.lastHeartbeatDetails(Integer.class).orElse(0); // where the attempt before has come to
        while (next < lines.size()) {
            store(lines.get(next));
            next++;
            activity.heartbeat(next); // throws CanceledFailure when nobody wants the result any more
        }
        return next;
    }
    // endregion

    List<String> stored() {
        return List.copyOf(stored);
    }

    private void store(String line) {
        if (line.equals("break") && !interrupted) {
            interrupted = true;
            throw new IllegalStateException("The connection broke");
        }
        stored.add(line);
    }
    // region heartbeat
}
// endregion
