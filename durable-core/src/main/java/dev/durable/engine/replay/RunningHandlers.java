package dev.durable.engine.replay;

import dev.durable.workflow.UpdateInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handlers of signals and updates that are under way in one run. Confined to the run. */
final class RunningHandlers {

    private final List<Running> running = new ArrayList<>();

    void begin(WorkflowThread thread, String name, @Nullable UpdateInfo update) {
        running.add(new Running(thread, name, update));
    }

    void end(WorkflowThread thread) {
        running.removeIf(handler -> handler.thread == thread);
    }

    boolean areAllFinished() {
        return running.isEmpty();
    }

    /** The update that the thread carries out. */
    Optional<UpdateInfo> updateOf(WorkflowThread thread) {
        return running.stream()
                .filter(handler -> handler.thread == thread)
                .map(handler -> Optional.ofNullable(handler.update))
                .findFirst()
                .orElse(Optional.empty());
    }

    /** Names of the signals and updates, in the order in which they came. */
    List<String> names() {
        return running.stream().map(Running::name).toList();
    }

    private record Running(
            WorkflowThread thread, String name, @Nullable UpdateInfo update) {}
}
